import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEvent, formVersion } from '../../server/db/schema/index.ts'
import type { GateCheck } from '../../server/forms/index.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, changed, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('publication of forms', (database) => {
  let room: FormRoom
  /** Runs in the middle of the gate: the moment in which somebody else may save. */
  let duringGate: (() => Promise<void>) | undefined
  const pause: GateCheck = {
    name: 'Time passes',
    async run() {
      await duringGate?.()
      return []
    },
  }

  beforeAll(async () => {
    room = await openFormRoom(database(), [pause])
  })
  afterAll(() => room.expressions.close())

  async function makeForm(text = bulkyWaste.text): Promise<string> {
    const made = await room.forms.create(room.organisation.id, text, room.actor)
    if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
    return made.slug
  }

  const publish = (slug: string, more: object = {}) =>
    room.forms.publish(room.organisation.id, slug, { note: 'First', mode: 'test', ...more }, room.actor)

  test('makes version 1, then 2; the live one changes at once and the old one stays readable', async () => {
    const slug = await makeForm()
    expect(await room.forms.liveVersion('exampleshire', slug)).toBeUndefined()
    const first = await publish(slug)
    expect(first).toMatchObject({ kind: 'published', version: { number: 1, mode: 'test', note: 'First' } })
    const one = await room.forms.liveVersion('exampleshire', slug)
    expect(one).toMatchObject({ number: 1, slug, organisationName: 'Exampleshire Council' })

    await room.forms.saveDraftPart(
      room.organisation.id,
      slug,
      { revision: 1, part: { title: 'Changed' } },
      room.actor,
    )
    await publish(slug, { note: 'Second' })
    expect(await room.forms.liveVersion('exampleshire', slug)).toMatchObject({
      number: 2,
      document: { title: 'Changed' },
    })
    expect(await room.forms.version(one!.versionId)).toBe(one)
    expect(
      (await room.forms.versions(room.organisation.id, slug)).map(({ number, note }) => [number, note]),
    ).toEqual([
      [2, 'Second'],
      [1, 'First'],
    ])
    const events = await database().db.select().from(auditEvent).where(eq(auditEvent.formId, one!.formId))
    expect(events.map(({ event }) => event)).toEqual([
      'form.created',
      'form.published',
      'form.draft-saved',
      'form.published',
    ])
    expect(events.at(-1)).toMatchObject({
      actor: room.actor,
      details: { version: 2, note: 'Second', mode: 'test', revision: 2 },
    })
  })

  test('ten publications at once are ten versions, numbered without gaps', async () => {
    const slug = await makeForm()
    await Promise.all(Array.from({ length: 10 }, () => publish(slug)))
    const numbers = (await room.forms.versions(room.organisation.id, slug)).map(({ number }) => number)
    expect(numbers).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  test('needs a note', async () => {
    const slug = await makeForm()
    expect(await publish(slug, { note: '  ' })).toMatchObject({
      kind: 'refused',
      problems: [{ pointer: '/note' }],
    })
  })

  test('is refused when the draft is not the one that was looked at', async () => {
    const slug = await makeForm()
    await room.forms.saveDraftPart(
      room.organisation.id,
      slug,
      { revision: 1, part: { title: 'Theirs' } },
      room.actor,
    )
    expect(await publish(slug, { revision: 1 })).toMatchObject({
      kind: 'conflict',
      current: { revision: 2 },
    })
    expect(await room.forms.versions(room.organisation.id, slug)).toEqual([])
  })

  test('is refused when somebody saves while the gate runs', async () => {
    const slug = await makeForm()
    duringGate = async () => {
      duringGate = undefined
      await room.forms.saveDraftPart(
        room.organisation.id,
        slug,
        { revision: 1, part: { title: 'In between' } },
        room.actor,
      )
    }
    expect(await publish(slug)).toMatchObject({ kind: 'conflict' })
    expect(await room.forms.versions(room.organisation.id, slug)).toEqual([])
  })

  test('leaves what is live alone when the gate refuses', async () => {
    const slug = await makeForm()
    await publish(slug)
    const { document } = await room.forms.draft(room.organisation.id, slug)
    const pricing = structuredClone(document.pricing!)
    pricing.lines[0]!.amount = '$fee(' + "'nothing')"
    await room.forms.saveDraftPart(room.organisation.id, slug, { revision: 1, part: { pricing } }, room.actor)
    const refused = await publish(slug)
    expect(refused.kind).toBe('refused')
    if (refused.kind === 'refused')
      expect(refused.problems[0]).toMatchObject({ pointer: '/pricing/lines/0/amount', screen: 'prices' })
    expect(await room.forms.liveVersion('exampleshire', slug)).toMatchObject({ number: 1 })
  })

  test('a published version cannot be changed, even past us', async () => {
    const slug = await makeForm()
    await publish(slug)
    await expect(database().db.update(formVersion).set({ note: 'other' })).rejects.toThrow()
    await expect(database().db.execute(sql`delete from form_version`)).rejects.toThrow()
  })

  test('another server’s publication is seen within a second', async () => {
    const slug = await makeForm()
    await publish(slug)
    await room.forms.liveVersion('exampleshire', slug)
    const elsewhere = await openSecond()
    await elsewhere.publish(room.organisation.id, slug, { note: 'Elsewhere', mode: 'test' }, 'system')
    expect(await room.forms.liveVersion('exampleshire', slug)).toMatchObject({ number: 1 })
    room.clock.forward(1 / 60)
    expect(await room.forms.liveVersion('exampleshire', slug)).toMatchObject({ number: 2 })
  })

  test('residents are offered what is published and nothing else', async () => {
    const draftOnly = await makeForm(
      changed((document) => {
        document.slug = 'draft-only'
      }),
    )
    const offered = await room.forms.publishedForms('exampleshire')
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.map(({ slug }) => slug)).not.toContain(draftOnly)
    expect(await room.forms.publishedForms('no-such-council')).toEqual([])
  })

  async function openSecond() {
    const { createForms } = await import('../../server/forms/index.ts')
    return createForms({ db: database().db, clock: room.clock, gate: [] })
  }
})
