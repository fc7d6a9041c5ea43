import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditEvent } from '../../server/db/schema/index.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('the audit trail of drafts', (database) => {
  let room: FormRoom
  let slug: string
  let revision: number
  beforeAll(async () => {
    room = await openFormRoom(database())
  })
  afterAll(() => room.expressions.close())
  beforeEach(async () => {
    const made = await room.forms.create(room.organisation.id, bulkyWaste.text, room.actor)
    if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
    slug = made.slug
    revision = 1
  })

  async function save(by: { automatic?: boolean; actor?: string } = {}): Promise<void> {
    const { automatic = true, actor = room.actor } = by
    const change = { revision, part: { title: `Title ${revision}` }, automatic }
    const saved = await room.forms.saveDraftPart(room.organisation.id, slug, change, actor)
    if (saved.kind !== 'saved') throw new Error(saved.kind)
    revision = saved.revision
  }

  /** Who saved which revision, in order. */
  async function lines(): Promise<[string, unknown][]> {
    const { formId } = await room.forms.draft(room.organisation.id, slug)
    const rows = await database()
      .db.select()
      .from(auditEvent)
      .where(and(eq(auditEvent.formId, formId), eq(auditEvent.event, 'form.draft-saved')))
      .orderBy(asc(auditEvent.id))
    return rows.map(({ actor, details }) => [actor, (details as { revision: number }).revision])
  }

  describe('what a page saves by itself', () => {
    test('is one line for ten minutes of one officer’s work', async () => {
      for (let n = 0; n < 40; n++) {
        await save()
        room.clock.forward(0.5)
      }
      expect(await lines()).toEqual([
        [room.actor, 2],
        [room.actor, 22],
      ])
    })

    test('is a line whenever somebody else comes in between', async () => {
      for (const actor of [room.actor, room.actor, 'officer:other', room.actor, room.actor])
        await save({ actor })
      expect(await lines()).toEqual([
        [room.actor, 2],
        ['officer:other', 4],
        [room.actor, 5],
      ])
    })

    test('is a line again after anything else that happened to the form', async () => {
      await save()
      await room.forms.publish(room.organisation.id, slug, { note: 'Live', mode: 'test' }, room.actor)
      await save()
      await save()
      expect((await lines()).map(([, at]) => at)).toEqual([2, 3])
    })

    test('begins anew with each form', async () => {
      await save()
      const before = slug
      const made = await room.forms.create(room.organisation.id, bulkyWaste.text, room.actor)
      slug = made.kind === 'created' ? made.slug : ''
      revision = 1
      await save()
      expect(await lines()).toEqual([[room.actor, 2]])
      expect(slug).not.toBe(before)
    })
  })

  test('what is saved on purpose is a line each time, and what follows by itself belongs to it', async () => {
    for (const automatic of [false, false, true, false]) await save({ automatic })
    expect((await lines()).map(([, at]) => at)).toEqual([2, 3, 5])
  })

  test('a save that is not taken is no line', async () => {
    await save()
    const stale = { revision: 1, part: { title: 'Stale' }, automatic: true }
    const answer = await room.forms.saveDraftPart(room.organisation.id, slug, stale, 'officer:other')
    expect(answer.kind).toBe('conflict')
    expect(await lines()).toEqual([[room.actor, 2]])
  })
})
