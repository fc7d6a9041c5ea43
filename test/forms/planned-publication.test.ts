import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { auditEvent, plannedPublication } from '../../server/db/schema/index.ts'
import { Conflict, NotAllowed, NotFound } from '../../server/errors.ts'
import type { GateCheck } from '../../server/forms/index.ts'
import { createForms } from '../../server/forms/index.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('planned publications and older versions', (database) => {
  let room: FormRoom
  let organisationId: string
  let bob: string
  let standsInTheWay = false
  const obstacle: GateCheck = {
    name: 'Nothing stands in the way',
    run: () =>
      standsInTheWay
        ? [{ pointer: '/payment/gateway', message: 'The gateway is gone', screen: 'settings' }]
        : [],
  }
  beforeAll(async () => {
    room = await openFormRoom(database(), [obstacle])
    organisationId = room.organisation.id
    const added = {
      organisationId,
      email: 'bob@example.gov.uk',
      name: 'Bob Vale',
      roles: ['publisher' as const],
    }
    bob = `officer:${(await room.people.officers.add(added)).officer.id}`
  })
  beforeEach(async () => {
    standsInTheWay = false
    await room.forms.publications.setSecondPerson(organisationId, false, room.actor)
  })
  afterAll(() => room.expressions.close())

  const publications = () => room.forms.publications
  const now = () => room.clock.now()
  const inHours = (hours: number) => new Date(now().getTime() + hours * 3_600_000)

  async function makeForm(): Promise<string> {
    const made = await room.forms.create(organisationId, bulkyWaste.text, room.actor)
    if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
    return made.slug
  }

  const publish = (slug: string, more: object = {}, actor = room.actor) =>
    room.forms.publish(organisationId, slug, { note: 'A note', mode: 'live', ...more }, actor)

  async function change(slug: string, part: (document: FormDocument) => void) {
    const { document, revision } = await room.forms.draft(organisationId, slug)
    const changed = structuredClone(document)
    part(changed)
    const { slug: _, format: __, ...parts } = changed
    const saved = await room.forms.saveDraftPart(organisationId, slug, { revision, part: parts }, room.actor)
    expect(saved.kind).toBe('saved')
  }
  const dearer = (slug: string) =>
    change(slug, ({ pricing }) => {
      // Later than every price case.
      pricing!.fees.upTo3!.push({ from: '2028-04-01', pence: 9900 })
    })
  const retitled = (slug: string, title: string) =>
    change(slug, (document) => {
      document.title = title
    })

  async function openPlan(slug: string) {
    const plan = (await publications().plan(organisationId, slug))!
    const about = (actor: string) => ({ organisationId, slug, planId: plan.id, actor })
    return { plan, about }
  }
  const liveNumber = async (slug: string) => (await room.forms.liveVersion('exampleshire', slug))?.number
  const events = async (slug: string) => {
    const { formId } = await room.forms.draft(organisationId, slug)
    const rows = await database().db.select().from(auditEvent).where(eq(auditEvent.formId, formId))
    return rows.map(({ event, actor }) => [event, actor])
  }

  describe('an older version', () => {
    test('is published again as a new one, byte for byte, and the draft stays as it is', async () => {
      const slug = await makeForm()
      await publish(slug)
      const first = await room.forms.liveVersion('exampleshire', slug)
      await retitled(slug, 'Second')
      await publish(slug)
      const outcome = await publications().restore(
        organisationId,
        slug,
        1,
        { note: 'Back to version 1', mode: 'live', live: 2 },
        bob,
      )
      expect(outcome).toMatchObject({ kind: 'published', version: { number: 3, publishedBy: bob } })
      expect((await room.forms.publishedText(organisationId, slug, 3)).text).toBe(
        (await room.forms.publishedText(organisationId, slug, 1)).text,
      )
      expect(await liveNumber(slug)).toBe(3)
      // A journey that began on version 1 or 2 ends there: they are where they were.
      expect(await room.forms.version(first!.versionId)).toBe(first)
      expect((await room.forms.draft(organisationId, slug)).document.title).toBe('Second')
    })

    test('goes through the gate as it is now', async () => {
      const slug = await makeForm()
      await publish(slug)
      standsInTheWay = true
      const outcome = await publications().restore(organisationId, slug, 1, { note: 'x', mode: 'live' }, bob)
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ message: 'The gateway is gone' }] })
      expect(await liveNumber(slug)).toBe(1)
    })

    test('of another organisation, of no form and with no number of ours is not found', async () => {
      const slug = await makeForm()
      await publish(slug)
      const request = { note: 'x', mode: 'live' as const }
      for (const number of [0, -1, 2, 1.5, Number.NaN, 2 ** 40])
        await expect(publications().restore(organisationId, slug, number, request, bob)).rejects.toThrow(
          NotFound,
        )
      await expect(publications().restore(room.other.id, slug, 1, request, bob)).rejects.toThrow(NotFound)
    })

    test('of two officers who publish against the same live version one is told to look again', async () => {
      const slug = await makeForm()
      await publish(slug)
      const outcomes = await Promise.all([
        publish(slug, { live: 1 }),
        publications().restore(organisationId, slug, 1, { note: 'x', mode: 'live', live: 1 }, bob),
      ])
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'published'])
      expect(await liveNumber(slug)).toBe(2)
    })
  })

  describe('unpublishing', () => {
    test('shows the form closed, with the council’s words, until a version is published again', async () => {
      const slug = await makeForm()
      await publish(slug)
      const live = await room.forms.liveVersion('exampleshire', slug)
      const message = { en: 'Our lorries are away.', cy: 'Mae ein lorïau i ffwrdd.' }
      expect(await publications().unpublish(organisationId, slug, message, bob)).toEqual([])
      const closed = await room.forms.liveVersion('exampleshire', slug)
      expect(closed).toMatchObject({ number: 1, unpublishedAt: now() })
      expect(closed!.document.settings).toMatchObject({ closes: '2026-11-22T09:59', closedMessage: message })
      // Asked again, it is the same object: what is worked out from it is not worked out anew.
      expect(await room.forms.liveVersion('exampleshire', slug)).toBe(closed)
      // What was begun or sent on it still has its own version.
      expect(await room.forms.version(live!.versionId)).toBe(live)
      expect(await room.forms.publishedForms('exampleshire')).not.toContainEqual(
        expect.objectContaining({ slug }),
      )
      expect(await publications().unpublished(organisationId, slug)).toEqual({ at: now(), by: bob, message })

      await publish(slug)
      expect(await room.forms.liveVersion('exampleshire', slug)).not.toHaveProperty('unpublishedAt')
      expect(await publications().unpublished(organisationId, slug)).toBeUndefined()
      expect((await events(slug)).slice(-2)).toEqual([
        ['form.unpublished', bob],
        ['form.published', room.actor],
      ])
    })

    test('needs words, takes no card number, and is done once', async () => {
      const slug = await makeForm()
      const unpublish = (message: string | { en: string; cy: string }) =>
        publications().unpublish(organisationId, slug, message, bob)
      await expect(unpublish('Away')).rejects.toThrow(Conflict)
      await publish(slug)
      expect(await unpublish(' \0 ')).toMatchObject([{ field: 'en' }])
      expect(await unpublish({ en: 'x'.repeat(2001), cy: 'Call 4242 4242 4242 4242' })).toMatchObject([
        { field: 'en' },
        { field: 'cy' },
      ])
      const both = await Promise.allSettled([unpublish('Away'), unpublish('Gone')])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await expect(publications().unpublish(room.other.id, slug, 'Away', bob)).rejects.toThrow(NotFound)
    })
  })

  describe('a plan', () => {
    test('is published once when its moment has come, however many servers look at the same time', async () => {
      const slug = await makeForm()
      await publish(slug)
      await retitled(slug, 'From April')
      expect(await publish(slug, { at: inHours(1), note: 'April' })).toMatchObject({
        kind: 'planned',
        plan: { state: 'planned' },
      })
      // What was read is published, whatever the draft becomes.
      await retitled(slug, 'Not read by anybody')
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBe(1)
      room.clock.forward(60)
      const elsewhere = createForms({ db: database().db, clock: room.clock, gate: [] })
      await Promise.all([
        publications().publishDue(now()),
        elsewhere.publications.publishDue(now()),
        publications().publishDue(now()),
      ])
      const live = await room.forms.liveVersion('exampleshire', slug)
      expect(live).toMatchObject({ number: 2, document: { title: 'From April' } })
      const [newest] = await room.forms.versions(organisationId, slug)
      expect(newest).toMatchObject({ note: 'April', publishedBy: room.actor })
      const { plan } = await openPlan(slug)
      expect(plan).toMatchObject({ state: 'published', versionId: live!.versionId, endedBy: 'system' })
    })

    test('goes through the gate again, and officers are told when nothing was published', async () => {
      const slug = await makeForm()
      await publish(slug)
      await publish(slug, { at: inHours(1) })
      standsInTheWay = true
      room.clock.forward(61)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBe(1)
      expect((await openPlan(slug)).plan).toMatchObject({ state: 'refused', reason: 'The gateway is gone' })
      standsInTheWay = false
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBe(1)
      expect((await events(slug)).at(-1)).toEqual(['form.publication-refused', 'system'])
    })

    test('does not undo what was published after it was made', async () => {
      const slug = await makeForm()
      await publish(slug)
      await publish(slug, { at: inHours(1) })
      await retitled(slug, 'Urgent')
      expect(await publish(slug)).toMatchObject({ kind: 'published' })
      room.clock.forward(61)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBe(2)
      expect((await openPlan(slug)).plan.reason).toMatch(/^Version 2 was published after this was planned/)
    })

    test('is not made for a moment that has passed, nor beside another', async () => {
      const slug = await makeForm()
      for (const at of [now(), inHours(-1), new Date(0)])
        expect(await publish(slug, { at })).toMatchObject({ kind: 'refused', problems: [{ pointer: '/at' }] })
      await publish(slug, { at: inHours(1) })
      expect(await publish(slug, { at: inHours(2) })).toMatchObject({
        kind: 'refused',
        problems: [{ pointer: '/plan' }],
      })
    })

    test('of two that are made at once one is there', async () => {
      const slug = await makeForm()
      const outcomes = await Promise.all([1, 2, 3].map((n) => publish(slug, { at: inHours(n) })))
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['planned', 'refused', 'refused'])
    })

    test('can be moved and cancelled, and then nothing happens', async () => {
      const slug = await makeForm()
      await publish(slug, { at: inHours(1) })
      const { about } = await openPlan(slug)
      await expect(publications().move(about(bob), inHours(-1))).rejects.toThrow(/has passed/)
      await publications().move(about(bob), inHours(3))
      room.clock.forward(120)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBeUndefined()
      await publications().cancel(about(bob))
      room.clock.forward(120)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBeUndefined()
      await expect(publications().cancel(about(bob))).rejects.toThrow(Conflict)
      await expect(publications().move(about(bob), inHours(1))).rejects.toThrow(Conflict)
      expect((await events(slug)).slice(-2)).toEqual([
        ['form.publication-moved', bob],
        ['form.publication-cancelled', bob],
      ])
    })

    test('of another form or organisation is not found', async () => {
      const slug = await makeForm()
      const other = await makeForm()
      await publish(slug, { at: inHours(1) })
      const { about } = await openPlan(slug)
      for (const wrong of [{ slug: other }, { organisationId: room.other.id }, { planId: 'none' }]) {
        await expect(publications().cancel({ ...about(bob), ...wrong })).rejects.toThrow(NotFound)
        await expect(publications().approve({ ...about(bob), ...wrong })).rejects.toThrow(NotFound)
      }
    })

    test('keeps no other from its moment when it cannot be looked at', async () => {
      const [stuck, fine] = [await makeForm(), await makeForm()]
      await publish(stuck, { at: inHours(1) })
      await publish(fine, { at: inHours(1) })
      const { plan } = await openPlan(stuck)
      await database()
        .db.update(plannedPublication)
        .set({ document: 'torn' })
        .where(eq(plannedPublication.id, plan.id))
      room.clock.forward(61)
      await expect(publications().publishDue(now())).rejects.toThrow(AggregateError)
      expect(await liveNumber(fine)).toBe(1)
      const { about } = await openPlan(stuck)
      await publications().cancel(about(bob))
    })
  })

  describe('the second officer', () => {
    beforeEach(() => publications().setSecondPerson(organisationId, true, room.actor))

    test('is asked for before a price is live, and is never the one who asked', async () => {
      const slug = await makeForm()
      expect(await publish(slug)).toMatchObject({ kind: 'planned', plan: { state: 'waiting', dueAt: null } })
      const first = await openPlan(slug)
      await expect(publications().approve(first.about(room.actor))).rejects.toThrow(NotAllowed)
      room.clock.forward(600)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBeUndefined()
      expect(await publications().approve(first.about(bob))).toMatchObject({
        state: 'published',
        approvedBy: bob,
      })
      expect(await liveNumber(slug)).toBe(1)
      await expect(publications().approve(first.about(bob))).rejects.toThrow(Conflict)

      await retitled(slug, 'Only words')
      expect(await publish(slug)).toMatchObject({ kind: 'published' })
      await dearer(slug)
      expect(await publish(slug)).toMatchObject({ kind: 'planned' })
      expect((await events(slug)).map(([event]) => event)).toContain('form.publication-approved')
    })

    test('cannot be gone round by way of a version for testing or an older one', async () => {
      const slug = await makeForm()
      await publish(slug)
      await publications().approve((await openPlan(slug)).about(bob))
      await dearer(slug)
      expect(await publish(slug, { mode: 'test' })).toMatchObject({ kind: 'published' })
      expect(await publish(slug)).toMatchObject({ kind: 'planned', plan: { state: 'waiting' } })
      await publications().cancel((await openPlan(slug)).about(room.actor))
      const restored = await publications().restore(
        organisationId,
        slug,
        2,
        { note: 'x', mode: 'live' },
        room.actor,
      )
      expect(restored).toMatchObject({ kind: 'planned', plan: { state: 'waiting' } })
    })

    test('approves a moment with the price: who moves it asks anew', async () => {
      const slug = await makeForm()
      await publish(slug, { at: inHours(2) })
      const { about } = await openPlan(slug)
      expect(await publications().approve(about(bob))).toMatchObject({ state: 'planned', approvedBy: bob })
      expect(await liveNumber(slug)).toBeUndefined()
      await publications().move(about(bob), inHours(1))
      expect((await openPlan(slug)).plan).toMatchObject({ state: 'waiting', approvedBy: null, askedBy: bob })
      await expect(publications().approve(about(bob))).rejects.toThrow(NotAllowed)
      await publications().approve(about(room.actor))
      room.clock.forward(61)
      await publications().publishDue(now())
      expect(await liveNumber(slug)).toBe(1)
    })

    test('cannot approve a moment of their own: who moves what waits has asked for it', async () => {
      const slug = await makeForm()
      await publish(slug, { at: inHours(2) })
      const { about } = await openPlan(slug)
      await publications().move(about(bob), inHours(1))
      await expect(publications().approve(about(bob))).rejects.toThrow(NotAllowed)
      expect(await publications().approve(about(room.actor))).toMatchObject({
        state: 'planned',
        askedBy: bob,
        approvedBy: room.actor,
      })
    })

    test('is missed when the organisation began to ask for one after the plan was made', async () => {
      await publications().setSecondPerson(organisationId, false, room.actor)
      const slug = await makeForm()
      await publish(slug, { at: inHours(1) })
      await publications().setSecondPerson(organisationId, true, room.actor)
      room.clock.forward(61)
      await publications().publishDue(now())
      expect((await openPlan(slug)).plan).toMatchObject({
        state: 'refused',
        reason: expect.stringContaining('second officer'),
      })
      expect(await liveNumber(slug)).toBeUndefined()
    })
  })
})
