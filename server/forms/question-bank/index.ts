/*
 * The question bank: questions, groups and pages that the forms of an organisation share. Forms hold copies that say which version they
 * took over; it keeps every version, so that what changed can be shown. It never changes a form.
 */
import { looksLikeCardNumber } from '../../../form-schemas/card-number.ts'
import type { Component } from '../../../form-schemas/document.ts'
import type { Clock } from '../../clock.ts'
import type { Db, Tx } from '../../db/client.ts'
import { NotFound } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../people/audit.ts'
import { type BlockRow, createQuestionBankStore } from './question-bank-store.ts'
import { type BlockKind, readBlock } from './read-block.ts'

export { type BlockKind, blockDocument } from './read-block.ts'

export interface Block {
  id: string
  name: string
  kind: BlockKind
  version: number
  components: Component[]
  updatedAt: Date
  /** An actor: `officer:<id>`. */
  updatedBy: string
  /** Not offered any more; forms that have it keep it. */
  retiredAt: Date | null
}

/** `leftOut`: what depended on the rest of the form, a sentence each. Problems are sentences, too. */
export type BlockOutcome =
  | { kind: 'kept'; block: Block; leftOut: string[] }
  | { kind: 'refused'; problems: string[] }
  /** Somebody made a newer version meanwhile. */
  | { kind: 'conflict'; block: Block }

export interface QuestionBank {
  /** By name, retired ones too. */
  list(organisationId: string): Promise<Block[]>
  /** @throws NotFound for a block of another organisation, too */
  block(organisationId: string, id: string): Promise<Block>
  /** What blocks were at these versions; those that there are. */
  versions(
    organisationId: string,
    wanted: readonly { block: string; version: number }[],
  ): Promise<{ block: string; version: number; components: Component[] }[]>
  /** Forms whose drafts have questions of it. @throws NotFound */
  usedBy(organisationId: string, id: string): Promise<{ slug: string; title: string }[]>
  add(
    organisationId: string,
    given: { name: string; components: unknown },
    actor: string,
  ): Promise<BlockOutcome>
  /** @param given `version` is the one that was changed. The same components again make no new version. @throws NotFound */
  change(
    organisationId: string,
    id: string,
    given: { version: number; components: unknown },
    actor: string,
  ): Promise<BlockOutcome>
  /** @throws NotFound */
  rename(organisationId: string, id: string, name: string, actor: string): Promise<BlockOutcome>
  /** Takes it out of what is offered, or back in. Doing it twice changes nothing. @throws NotFound */
  retire(organisationId: string, id: string, actor: string): Promise<void>
  restore(organisationId: string, id: string, actor: string): Promise<BlockOutcome>
}

const longestName = 100

export function createQuestionBank({ db, clock }: { db: Db; clock: Clock }): QuestionBank {
  const store = createQuestionBankStore(db)

  async function block(organisationId: string, id: string): Promise<Block> {
    const row = await store.block(organisationId, id)
    if (!row) throw new NotFound('There is no such entry in the question bank')
    return blockOf(row)
  }

  const note = (tx: Tx, organisationId: string, actor: string, event: string, details: object) =>
    recordEvent(tx, {
      organisationId,
      at: clock.now(),
      actor,
      event: `question-block.${event}`,
      details: { ...details },
    })

  return {
    block,
    list: async (organisationId) => (await store.list(organisationId)).map(blockOf),

    async versions(organisationId, wanted) {
      const rows = await store.versions(organisationId, wanted)
      return rows.map(({ blockId, number, components }) => ({
        block: blockId,
        version: number,
        components: JSON.parse(components) as Component[],
      }))
    },

    async usedBy(organisationId, id) {
      return store.usedBy(organisationId, (await block(organisationId, id)).id)
    },

    async add(organisationId, { name, components }, actor) {
      const wrong = nameProblem(name)
      if (wrong) return { kind: 'refused', problems: [wrong] }
      const read = readBlock(name.trim(), components)
      if (!read.ok) return { kind: 'refused', problems: read.problems }
      const [id, at] = [newId(), clock.now()]
      const row: BlockRow = {
        id,
        organisationId,
        name: name.trim(),
        kind: read.kind,
        version: 1,
        createdAt: at,
        updatedAt: at,
        updatedBy: actor,
        retiredAt: null,
        retiredBy: null,
      }
      const text = JSON.stringify(read.components)
      const version = { blockId: id, organisationId, number: 1, components: text, madeAt: at, madeBy: actor }
      const added = await db.transaction(async (tx) => {
        const done = await store.insert(tx, row, version)
        if (done) await note(tx, organisationId, actor, 'added', { block: id })
        return done
      })
      if (!added) return { kind: 'refused', problems: [taken(name)] }
      return { kind: 'kept', block: blockOf({ block: row, components: text }), leftOut: read.leftOut }
    },

    async change(organisationId, id, { version, components }, actor) {
      const before = await block(organisationId, id)
      const read = readBlock(before.name, components)
      if (!read.ok) return { kind: 'refused', problems: read.problems }
      if (before.version !== version) return { kind: 'conflict', block: before }
      const text = JSON.stringify(read.components)
      if (text === JSON.stringify(before.components))
        return { kind: 'kept', block: before, leftOut: read.leftOut }
      const at = clock.now()
      const number = version + 1
      const row = { blockId: id, organisationId, number, components: text, madeAt: at, madeBy: actor }
      const changed = await db.transaction(async (tx) => {
        const done = await store.addVersion(tx, row, { kind: read.kind, updatedAt: at, updatedBy: actor })
        if (done) await note(tx, organisationId, actor, 'changed', { block: id, version: number })
        return done
      })
      const now = await block(organisationId, id)
      return changed ? { kind: 'kept', block: now, leftOut: read.leftOut } : { kind: 'conflict', block: now }
    },

    async rename(organisationId, id, name, actor) {
      const before = await block(organisationId, id)
      const wrong = nameProblem(name)
      if (wrong) return { kind: 'refused', problems: [wrong] }
      const to = name.trim()
      if (to === before.name) return { kind: 'kept', block: before, leftOut: [] }
      const done = await db.transaction(async (tx) => {
        if (!before.retiredAt && (await store.isNameTaken(tx, organisationId, to, id))) return false
        await store.update(tx, organisationId, id, { name: to, updatedAt: clock.now(), updatedBy: actor })
        await note(tx, organisationId, actor, 'renamed', { block: id, from: before.name, to })
        return true
      })
      if (!done) return { kind: 'refused', problems: [taken(to)] }
      return { kind: 'kept', block: await block(organisationId, id), leftOut: [] }
    },

    async retire(organisationId, id, actor) {
      const { retiredAt } = await block(organisationId, id)
      if (retiredAt) return
      await db.transaction(async (tx) => {
        await store.update(tx, organisationId, id, { retiredAt: clock.now(), retiredBy: actor })
        await note(tx, organisationId, actor, 'retired', { block: id })
      })
    },

    async restore(organisationId, id, actor) {
      const before = await block(organisationId, id)
      if (!before.retiredAt) return { kind: 'kept', block: before, leftOut: [] }
      const done = await db.transaction(async (tx) => {
        if (await store.isNameTaken(tx, organisationId, before.name, id)) return false
        await store.update(tx, organisationId, id, { retiredAt: null, retiredBy: null })
        await note(tx, organisationId, actor, 'restored', { block: id })
        return true
      })
      if (!done) return { kind: 'refused', problems: [taken(before.name)] }
      return { kind: 'kept', block: await block(organisationId, id), leftOut: [] }
    },
  }
}

function blockOf({ block, components }: { block: BlockRow; components: string }): Block {
  const { id, name, kind, version, updatedAt, updatedBy, retiredAt } = block
  const parts = JSON.parse(components) as Component[]
  return { id, name, kind, version, components: parts, updatedAt, updatedBy, retiredAt }
}

function nameProblem(name: string): string | undefined {
  const text = name.trim()
  if (text === '') return 'Enter a name'
  if ([...text].length > longestName) return `The name must be ${longestName} characters or less`
  // The name stands in a form document as a page's title while it is looked at, which takes plain text only.
  if (/[\p{Cc}]|<[a-zA-Z/!?]/u.test(text)) return 'The name must be plain text'
  return looksLikeCardNumber(text) ? 'The name must not have a card number in it' : undefined
}

const taken = (name: string) => `There is an entry called ‘${name.trim()}’ already: choose another name`
