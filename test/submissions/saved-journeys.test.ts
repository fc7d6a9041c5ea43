import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { auditEvent, savedJourney } from '../../server/db/schema/index.ts'
import type { PublishedForm } from '../../server/forms/index.ts'
import { newSecret } from '../../server/ids.ts'
import { sealPrice } from '../../server/submissions/index.ts'
import { onBothEngines } from '../support/db.ts'
import { type Journeys, openJourneys, price } from './a-journey-to-save.ts'

const mail = { channel: 'email', address: 'zoe.jones@example.com' } as const
const mobile = { channel: 'text', address: '07700 900 982' } as const
const day = 24 * 60

onBothEngines('a journey that is saved', (database) => {
  let journeys: Journeys
  let permit: PublishedForm

  beforeAll(async () => {
    journeys = await openJourneys(database())
    permit = await journeys.publish(1)
  })

  async function begun(form = permit, language: 'en' | 'cy' = 'en') {
    const { token, id } = await journeys.submissions.start(form, language)
    await journeys.submissions.savePage(token, form.versionId, { hours: 2 })
    return { token, id }
  }
  /** A journey that was saved, with the token of the link that was sent. */
  async function saved(form = permit, to: { channel: 'email' | 'text'; address: string } = mail) {
    const journey = await begun(form)
    expect(await journeys.saved.save(journey.token, to)).toMatchObject({ kind: 'saved' })
    return { ...journey, link: await journeys.newestLink() }
  }
  const today = () => journeys.clock.now().toISOString().slice(0, 10)

  describe('is sent a link', () => {
    test('by email, with the form, the day until which it is kept, and a warning not to share it', async () => {
      const { token, id } = await begun()
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'saved', keptUntil: '2026-12-20' })
      const sent = (await journeys.mail()).at(-1)!
      expect(sent.to).toBe('zoe.jones@example.com')
      expect(sent.subject).toBe('TEST: Exampleshire Council: continue your form')
      expect(sent.text).toMatch(
        /^TEST: You have saved your answers to ‘Parking permit’\.\n\nContinue the form:\nhttps:\/\/forms\.example\/exampleshire\/permit\/resume\/[\w-]{43}\n\nWe keep your answers until the end of 20 December 2026\. Each time you use the link, we keep them for another 28 days\./,
      )
      expect(sent.text).toContain('Do not share it.')
      expect((await journeys.row(id))?.expiresAt).toEqual(new Date('2026-12-21T00:00:00Z'))
    })

    test('by text in two parts, in Welsh when it was begun in Welsh', async () => {
      const { token } = await begun(permit, 'cy')
      await journeys.saved.save(token, mobile)
      const sent = (await journeys.mail()).at(-1)!
      expect(sent.to).toBe('+447700900982')
      expect(sent.text).toMatch(
        /^PRAWF: Exampleshire Council: gorffennwch 'Trwydded barcio' erbyn 20 Rhagfyr 2026\. Cadwch y ddolen i chi eich hun: https:\/\/forms\.example\/exampleshire\/permit\/resume\/[\w-]{43}$/,
      )
    })

    test('for as many days as the form says, to the end of a day in London', async () => {
      const week = await journeys.publish(2, { savedDays: 7 })
      const { token, id } = await begun(week)
      // Half past eleven in the evening of the day before the clocks went forward, in London.
      const { clock } = journeys
      clock.forward((Date.parse('2027-03-27T23:30:00Z') - clock.now().getTime()) / 60_000)
      const fresh = await begun(week)
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'gone' })
      expect(await journeys.saved.save(fresh.token, mail)).toEqual({ kind: 'saved', keptUntil: '2027-04-03' })
      expect((await journeys.row(fresh.id))?.expiresAt).toEqual(new Date('2027-04-03T23:00:00Z'))
      expect(id).toBeTruthy()
    })

    test('whose token, and whose address, are nowhere in the database as they are', async () => {
      const { link, id } = await saved()
      const rows = JSON.stringify(await journeys.links(id))
      expect(rows).not.toContain(link)
      expect(rows).not.toContain('zoe.jones')
      const events = await database().db.select().from(auditEvent).where(eq(auditEvent.submissionId, id))
      expect(events.map(({ event, actor }) => [event, actor])).toEqual([['journey.saved', 'resident']])
      expect(JSON.stringify(events)).not.toMatch(/zoe|@/)
    })

    test.each([
      ['email', 'not an address', 'Enter an email address in the correct format, like name@example.com'],
      [
        'email',
        'a@example.com\r\nBcc: b@example.com',
        'Enter an email address in the correct format, like name@example.com',
      ],
      ['email', '', 'Enter an email address in the correct format, like name@example.com'],
      ['text', '01632 960 001', 'Enter a UK mobile number, like 07700 900 982'],
      ['text', '070 1234 5678', 'Enter a UK mobile number, like 07700 900 982'],
    ] as const)('not by %s to %j', async (channel, address, message) => {
      const { token, id } = await begun()
      expect(await journeys.saved.save(token, { channel, address })).toEqual({ kind: 'unusable', message })
      expect(await journeys.links(id)).toEqual([])
    })

    test('not to an address that cannot be used, which is said in Welsh in Welsh', async () => {
      const { token } = await begun(permit, 'cy')
      expect(await journeys.saved.save(token, { channel: 'text', address: 'x' })).toEqual({
        kind: 'unusable',
        message: 'Rhowch rif ffôn symudol yn y DU, fel 07700 900 982',
      })
    })

    test('not where the form does not offer it, an officer fills it in, or nothing carries messages', async () => {
      const { token } = await begun(await journeys.publish(3, { saveAndReturn: false }))
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'not-offered' })
      const assisted = await journeys.submissions.start(permit, 'en', {
        channel: 'telephone',
        by: 'officer:1',
      })
      expect(await journeys.saved.save(assisted.token, mail)).toEqual({ kind: 'not-offered' })
      const silent = await openJourneys(database(), { canSend: false })
      const other = await silent.submissions.start(await silent.publish(1), 'en')
      expect(await silent.saved.save(other.token, mail)).toEqual({ kind: 'not-offered' })
    })

    test('once, when the button was pressed twice', async () => {
      const { token, id } = await begun()
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => journeys.saved.save(token, mail)))
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['saved']))
      expect(await journeys.links(id)).toHaveLength(1)
    })

    test('at most five times an hour, whatever addresses are typed', async () => {
      const { token, id } = await begun()
      for (let n = 0; n < 5; n++) {
        expect((await journeys.saved.save(token, { ...mail, address: `a${n}@example.com` })).kind).toBe(
          'saved',
        )
      }
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'too-many' })
      expect(await journeys.saved.save(token, mobile)).toEqual({ kind: 'too-many' })
      expect(await journeys.links(id)).toHaveLength(5)
      journeys.clock.forward(61)
      expect((await journeys.saved.save(token, mail)).kind).toBe('saved')
      await journeys.mail()
    })
  })

  describe('is resumed by its link', () => {
    test('on another device, on the version it began, with all its answers', async () => {
      const { id, link } = await saved()
      await journeys.publish(9)
      expect(await journeys.saved.look(link)).toMatchObject({ kind: 'alive', versionId: permit.versionId })
      const resumed = await journeys.saved.resume(link)
      if (resumed.kind !== 'resumed') throw new Error(resumed.kind)
      expect(resumed).toMatchObject({ submissionId: id, versionId: permit.versionId, language: 'en' })
      const row = await journeys.submissions.read(resumed.token)
      expect(row).toMatchObject({ id, answers: { hours: 2 }, formVersionId: permit.versionId })
      expect(await journeys.submissions.savePage(resumed.token, permit.versionId, { hours: 3 })).toBeTruthy()
    })

    test('and the device it was on before can no longer change it', async () => {
      const { token, link, id } = await saved()
      await journeys.saved.resume(link)
      expect(await journeys.submissions.read(token)).toBeUndefined()
      expect(await journeys.submissions.savePage(token, permit.versionId, { hours: 9 })).toBeUndefined()
      expect(await journeys.submissions.replaceAnswer(token, 'hours', 2, 9)).toBeUndefined()
      expect(await journeys.submissions.submit(token, '')).toEqual({ kind: 'gone' })
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'gone' })
      expect((await journeys.row(id))?.answers).toEqual({ hours: 2 })
    })

    test('again and again until it is replaced, and kept for another while each time', async () => {
      const { link, id } = await saved()
      journeys.clock.forward(5 * day)
      const first = await journeys.saved.resume(link)
      const second = await journeys.saved.resume(link)
      if (first.kind !== 'resumed' || second.kind !== 'resumed') throw new Error('not resumed')
      expect(await journeys.submissions.read(first.token)).toBeUndefined()
      expect((await journeys.submissions.read(second.token))?.id).toBe(id)
      const [row] = await journeys.links(id)
      expect(row?.expiresAt).toEqual((await journeys.row(id))?.expiresAt)
      expect(row!.expiresAt.getTime() - journeys.clock.now().getTime()).toBeGreaterThan(28 * day * 60_000)
    })

    test('by one of many devices that try at once, and nobody’s answers are mixed up', async () => {
      const { token, link, id } = await saved()
      const [resumes] = await Promise.all([
        Promise.all(Array.from({ length: 8 }, () => journeys.saved.resume(link))),
        ...Array.from({ length: 8 }, (_, n) =>
          journeys.submissions.savePage(token, permit.versionId, { hours: 10 + n }),
        ),
      ])
      const tokens = resumes.map((one) => (one.kind === 'resumed' ? one.token : ''))
      const working = (await Promise.all(tokens.map((one) => journeys.submissions.read(one)))).filter(Boolean)
      expect(new Set(tokens).size).toBe(8)
      expect(working.map((row) => row!.id)).toEqual([id])
      const kept = (await journeys.row(id))!.answers.hours as number
      expect(kept === 2 || (kept >= 10 && kept < 18)).toBe(true)
      expect(await journeys.links(id)).toHaveLength(1)
    })

    test('not by an older one: the new link takes its place', async () => {
      const { token, link, id } = await saved()
      journeys.clock.forward(2)
      await journeys.saved.save(token, { ...mail, address: 'other@example.com' })
      const newer = await journeys.newestLink()
      expect(await journeys.saved.look(link)).toMatchObject({ kind: 'over', because: 'replaced' })
      expect(await journeys.saved.resume(link)).toMatchObject({ kind: 'over', because: 'replaced' })
      expect((await journeys.submissions.read(token))?.id).toBe(id)
      expect((await journeys.saved.resume(newer)).kind).toBe('resumed')
      const [first, second] = await journeys.links(id)
      expect([first?.sealedTo, Boolean(second?.sealedTo)]).toEqual([null, true])
    })

    test('not after it was sent; the address is forgotten then', async () => {
      const { token, link, id } = await saved()
      await journeys.submissions.submit(token, sealPrice(price))
      await database().db.transaction((tx) => journeys.saved.close(tx, id))
      expect(await journeys.saved.look(link)).toMatchObject({ kind: 'over', because: 'sent' })
      const resumed = await journeys.saved.resume(link)
      expect(resumed).toMatchObject({ kind: 'over', because: 'sent' })
      expect(JSON.stringify(resumed)).not.toContain('hours')
      expect((await journeys.links(id)).map(({ sealedTo }) => sealedTo)).toEqual([null])
      expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'gone' })
    })

    test('not after its last day, and until its last moment', async () => {
      const { link, id } = await saved()
      const { expiresAt } = (await journeys.row(id))!
      const { clock } = journeys
      clock.forward((expiresAt.getTime() - clock.now().getTime()) / 60_000)
      expect(await journeys.saved.look(link)).toMatchObject({ kind: 'over', because: 'expired' })
      expect(await journeys.saved.resume(link)).toMatchObject({ kind: 'over', because: 'expired' })
    })

    test.each(['', 'x', "' or '1'='1", '../../..', '\u0000', 'a'.repeat(100_000), '%00', newSecret()])(
      'and by nothing else: %#',
      async (token) => {
        expect(await journeys.saved.look(token)).toEqual({ kind: 'unknown' })
        expect(await journeys.saved.resume(token)).toEqual({ kind: 'unknown' })
        expect(await journeys.saved.save(token, mail)).toEqual({ kind: 'gone' })
      },
    )

    test('and the token of a journey is not the token of a link, nor the other way round', async () => {
      const { token, link } = await saved()
      expect(await journeys.saved.look(token)).toEqual({ kind: 'unknown' })
      expect(await journeys.submissions.read(link)).toBeUndefined()
    })

    test('looking at a link changes nothing, however often mail programs do', async () => {
      const { token, link, id } = await saved()
      const before = [await journeys.row(id), await journeys.links(id)]
      for (let n = 0; n < 5; n++) expect((await journeys.saved.look(link)).kind).toBe('alive')
      expect([await journeys.row(id), await journeys.links(id)]).toEqual(before)
      expect((await journeys.submissions.read(token))?.id).toBe(id)
    })
  })

  describe('is deleted on time', () => {
    test('with everything about it, and not a moment before', async () => {
      const { id, link } = await saved()
      const { expiresAt } = (await journeys.row(id))!
      const { clock } = journeys
      clock.forward((expiresAt.getTime() - clock.now().getTime() - 1) / 60_000)
      await journeys.submissions.forgetUnsent()
      expect((await journeys.row(id))?.answers).toEqual({ hours: 2 })
      clock.forward(1)
      await journeys.submissions.forgetUnsent()
      expect(await journeys.row(id)).toBeUndefined()
      expect(await journeys.links(id)).toEqual([])
      expect(await journeys.saved.look(link)).toEqual({ kind: 'unknown' })
      expect(await journeys.saved.resume(link)).toEqual({ kind: 'unknown' })
    })

    test('and one that was not saved, as before, after 20 hours', async () => {
      const { id } = await begun()
      journeys.clock.forward(20 * 60)
      await journeys.submissions.forgetUnsent()
      expect(await journeys.row(id)).toBeUndefined()
    })
  })

  describe('is reminded of', () => {
    /** To an hour of the day (UTC, which is London's in winter), so many days on. */
    function goTo(instant: string) {
      const { clock } = journeys
      clock.forward((Date.parse(instant) - clock.now().getTime()) / 60_000)
    }
    const remind = () => journeys.saved.remindExpiring(journeys.clock.now())

    beforeAll(async () => {
      goTo('2027-11-01T10:00:00Z')
      await journeys.submissions.forgetUnsent()
      await journeys.mail()
    })

    test('three days before, once, by day, with a link that takes the place of the old one', async () => {
      const { id, link } = await saved()
      expect((await journeys.links(id))[0]?.expiresAt).toEqual(new Date('2027-11-30T00:00:00Z'))
      goTo('2027-11-26T19:00:00Z')
      expect(await remind()).toBe(0)
      goTo('2027-11-27T08:59:00Z')
      expect(await remind()).toBe(0)
      goTo('2027-11-27T09:00:00Z')
      expect(await remind()).toBe(1)
      expect(await remind()).toBe(0)
      const sent = (await journeys.mail()).at(-1)!
      expect(sent.subject).toBe(
        'TEST: Exampleshire Council: we will delete your answers at the end of 29 November 2027',
      )
      expect(sent.text).toContain(
        'You have not sent ‘Parking permit’. We will delete your answers at the end of 29 November 2027.',
      )
      const reminder = /\/resume\/([\w-]+)/.exec(sent.text)![1]!
      expect(await journeys.saved.look(link)).toEqual({ kind: 'unknown' })
      expect((await journeys.saved.resume(reminder)).kind).toBe('resumed')
      expect((await journeys.row(id))?.expiresAt).toEqual(new Date('2027-12-26T00:00:00Z'))
      const events = await database().db.select().from(auditEvent).where(eq(auditEvent.submissionId, id))
      expect(events.map(({ event, actor }) => `${actor} ${event}`)).toEqual([
        'resident journey.saved',
        'system journey.reminded',
        'resident journey.resumed',
      ])
    })

    test('again when it was taken up again and left again', async () => {
      goTo('2027-12-23T20:00:00Z')
      expect(await remind()).toBe(0)
      goTo('2027-12-24T09:00:00Z')
      expect(await remind()).toBe(1)
    })

    test('not when it was sent, replaced or its time is over', async () => {
      const sent = await saved()
      await journeys.submissions.submit(sent.token, sealPrice(price))
      goTo('2028-01-20T10:00:00Z')
      expect(await remind()).toBe(0)
      const late = await saved()
      goTo('2028-03-20T10:00:00Z')
      expect(await remind()).toBe(0)
      expect((await journeys.links(late.id))[0]?.remindedAt).toBeNull()
    })

    test('on its last day when it is kept for a day only, but never within a day of being there', async () => {
      goTo('2028-04-03T08:30:00Z')
      await journeys.submissions.forgetUnsent()
      await saved(await journeys.publish(4, { savedDays: 1 }))
      goTo('2028-04-03T18:00:00Z')
      expect(await remind()).toBe(0)
      goTo('2028-04-04T08:31:00Z')
      expect(await remind()).toBe(1)
    })

    test('once by two servers that look at the same moment', async () => {
      goTo('2028-05-01T09:00:00Z')
      await journeys.submissions.forgetUnsent()
      for (let n = 0; n < 5; n++) await saved()
      goTo('2028-05-27T09:00:00Z')
      const told = await Promise.all([remind(), remind(), remind()])
      expect(told.reduce((sum, one) => sum + one, 0)).toBe(5)
      expect((await journeys.mail()).filter(({ subject }) => subject?.includes('29 May 2028'))).toHaveLength(
        5,
      )
    })

    test('not where nothing carries messages any more, and then not tried for ever', async () => {
      goTo('2028-06-01T09:00:00Z')
      await journeys.submissions.forgetUnsent()
      const options = { canSend: true }
      const silent = await openJourneys(database(), options)
      const there = (instant: string) =>
        silent.clock.forward((Date.parse(instant) - silent.clock.now().getTime()) / 60_000)
      there('2028-06-01T09:00:00Z')
      const { token, id } = await silent.submissions.start(await silent.publish(1), 'en')
      await silent.saved.save(token, mail)
      options.canSend = false
      there('2028-06-28T09:00:00Z')
      expect(await silent.saved.remindExpiring(silent.clock.now())).toBe(0)
      expect((await silent.links(id))[0]?.remindedAt).toBeTruthy()
    })
  })

  test('has one link that is alive, says the database', async () => {
    const { id } = await saved()
    const [row] = await journeys.links(id)
    const insert = (change: object) =>
      database()
        .db.insert(savedJourney)
        .values({ ...row!, id: newSecret(), tokenHash: newSecret(), ...change })
    await expect(insert({})).rejects.toThrow()
    await expect(insert({ closedAt: new Date() })).rejects.toThrow()
    await insert({ closedAt: new Date(), sealedTo: null })
    expect(today()).toMatch(/^\d{4}/)
  })
})
