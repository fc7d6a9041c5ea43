import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { message, payLink } from '../../server/db/schema/index.ts'
import { Conflict } from '../../server/errors.ts'
import type { PublishedForm } from '../../server/forms/index.ts'
import { lastDayOf, mostLinksByResident, payLinkState } from '../../server/submissions/pay-links.ts'
import { permit, permitSteps, permitText } from '../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../stories/story-house.ts'
import type { Engine } from '../support/db.ts'

describe.each<Engine>(['pglite', 'postgres'])('payment links on %s', (engine) => {
  let story: StoryHouse
  let form: PublishedForm
  let now = new Date('2026-11-22T10:00:00Z')
  beforeAll(async () => {
    story = await openStoryHouse({ engine, work: false, clock: { now: () => now } })
    await story.publish(permitText())
    form = (await story.house.forms.liveVersion('exampleshire', 'permit'))!
  })
  afterAll(() => story?.close())

  /** A submission that waits for its payment, and what is done to its links. */
  async function sent() {
    const { house, organisation } = story
    const known = new Set((await story.books()).submissions.map(({ id }) => id))
    const resident = story.resident()
    const check = await resident.fill(permit, permitSteps(4))
    const share = await resident.send(check, { next: 'share' })
    expect(share.location).toContain('/payment/share/')
    const { submissions } = house
    const found = (await story.books()).submissions.find(({ id }) => !known.has(id))!
    const links = () => submissions.payLinks.of(found.id)
    const current = async () => (await submissions.byId(found.id))!
    return {
      id: found.id,
      links,
      send: async (more: { to?: string; sentBy?: string; after?: string | null } = {}) =>
        submissions.payLinks.send({
          submission: await current(),
          form,
          channel: 'email',
          to: 'payer@example.com',
          sentBy: 'resident',
          ...more,
        }),
      withdraw: () => submissions.payLinks.withdraw(organisation.id, found.id, 'officer:ada'),
      complete: () => house.db.transaction((tx) => submissions.complete(tx, found.id, 'a-payment')),
      states: async () => {
        const all = await links()
        const about = { submission: await current(), newest: all[0], now }
        return all.map((link) => payLinkState(link, about))
      },
    }
  }
  const messagesOf = async (submissionId: string) => {
    const rows = await story.house.db.select().from(message)
    return rows.filter((row) => row.submissionId === submissionId)
  }

  test('pressed twenty times at once send one message', async () => {
    const { id, links, send } = await sent()
    const given = await Promise.all(Array.from({ length: 20 }, () => send({ after: null })))
    expect(new Set(given.map((link) => link.id)).size).toBe(1)
    expect(await links()).toHaveLength(1)
    expect(await messagesOf(id)).toHaveLength(1)

    // And again, from the page that shows the first.
    const [first] = given
    const again = await Promise.all(Array.from({ length: 20 }, () => send({ after: first!.id })))
    expect(new Set(again.map((link) => link.id)).size).toBe(1)
    expect(again[0]!.id).not.toBe(first!.id)
    expect(await messagesOf(id)).toHaveLength(2)
  })

  test('live one at a time: a new one takes the place of the last', async () => {
    const { send, states, withdraw, complete } = await sent()
    await send()
    expect(await states()).toEqual(['alive'])
    now = new Date(now.getTime() + 1000)
    await send()
    expect(await states()).toEqual(['alive', 'replaced'])
    await withdraw()
    expect(await states()).toEqual(['withdrawn', 'replaced'])
    await expect(withdraw()).rejects.toThrow('There is no link to take back')
    await complete()
    expect(await states()).toEqual(['paid', 'paid'])
  })

  test('work to the end of the day that the message names, and not a moment longer', async () => {
    now = new Date('2027-03-24T23:30:00Z')
    const { send, states } = await sent()
    const link = await send()
    // Summer time begins in between: the day ends an hour earlier.
    expect(lastDayOf(link)).toBe('2027-03-31')
    now = new Date('2027-03-31T22:59:59.999Z')
    expect(await states()).toEqual(['alive'])
    now = new Date('2027-03-31T23:00:00Z')
    expect(await states()).toEqual(['expired'])
  })

  test('are not sent for what is paid, however late that is seen', async () => {
    const { id, send, complete } = await sent()
    await complete()
    await expect(send()).rejects.toThrow(Conflict)

    const racing = await sent()
    let sending: Promise<unknown> = Promise.resolve()
    await story.house.db.transaction(async (tx) => {
      await story.house.submissions.complete(tx, racing.id, 'a-payment')
      await story.house.submissions.payLinks.close(tx, racing.id)
      // Begun on what it read before the payment was committed.
      sending = expect(racing.send()).rejects.toThrow(Conflict)
    })
    await sending
    expect([...(await racing.links()), ...(await messagesOf(id))]).toEqual([])
  })

  test('come to an end for a resident, not for an officer', async () => {
    const { send, links } = await sent()
    for (let n = 0; n < mostLinksByResident; n++) await send()
    await expect(send()).rejects.toThrow('the most you can')
    await send({ sentBy: 'officer:ada' })
    expect(await links()).toHaveLength(mostLinksByResident + 1)
  })

  test.each([
    ['a word', 'nobody'],
    ['an address with a header', 'payer@example.com\r\nBcc: all@example.com'],
    ['an address of ten thousand letters', `${'x'.repeat(10_000)}@example.com`],
  ])('are not sent to %s, and the link before stays alive', async (_what, to) => {
    const { send, states, id } = await sent()
    await send()
    await expect(send({ to })).rejects.toMatchObject({ problems: [{ pointer: '/to' }] })
    expect(await states()).toEqual(['alive'])
    expect(await messagesOf(id)).toHaveLength(1)
  })

  test('are kept as hashes: neither their tokens nor their addresses can be read in the database', async () => {
    const { send } = await sent()
    await send({ to: 'private.person@example.com' })
    const rows = JSON.stringify([
      await story.house.db.select().from(payLink),
      await story.house.db.select().from(message),
    ])
    expect(rows).not.toContain('/pay/')
    expect(rows).not.toContain('private.person')
  })
})
