import type { FormDocument } from '../../form-schemas/document.ts'
import { parseDocumentText } from '../../form-schemas/parse.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { say } from '../../form-schemas/words.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import { type DocumentPart, freeSlug, type ReadDraft, readReplacement, withPart, withSlug } from './draft.ts'
import { recordSaved } from './draft-saved.ts'
import type { FormStore } from './form-store.ts'

export interface Draft {
  formId: string
  organisationId: string
  slug: string
  /** Byte for byte as it was imported, until an officer edits it. */
  text: string
  document: FormDocument
  revision: number
  updatedAt: Date
  /** An actor: `officer:<id>`, `token:<id>`, `system`. */
  updatedBy: string
}

export type SaveOutcome =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; current: Draft }
  | { kind: 'refused'; problems: Problem[] }

/** Drafts: made, read and saved, each saving on the revision that it was made from. */
export interface Drafts {
  /**
   * A new draft from any `counterfoil/1` text; a slug that is taken gets a number (`bulky-waste-2`), or with `exactSlug`
   * is refused at `/slug`.
   */
  create(
    organisationId: string,
    text: string,
    actor: string,
    options?: { exactSlug?: boolean },
  ): Promise<{ kind: 'created'; slug: string; formId: string } | { kind: 'refused'; problems: Problem[] }>
  /** @throws NotFound for a form of another organisation, too */
  draft(organisationId: string, slug: string): Promise<Draft>
  /** Replaces the whole document. @throws NotFound */
  saveDraft(
    organisationId: string,
    slug: string,
    change: { revision: number; text: string },
    actor: string,
  ): Promise<SaveOutcome>
  /** Replaces parts of the document and leaves the others; `automatic` when a page saves by itself. @throws NotFound */
  saveDraftPart(
    organisationId: string,
    slug: string,
    change: { revision: number; part: DocumentPart; automatic?: boolean },
    actor: string,
  ): Promise<SaveOutcome>
}

/** PostgreSQL's text cannot hold the zero character. */
const titleOf = (document: FormDocument) => say(document.title).replaceAll('\0', '')

export function createDrafts({ db, clock, store }: { db: Db; clock: Clock; store: FormStore }): Drafts {
  async function draft(organisationId: string, slug: string): Promise<Draft> {
    const row = await store.draft(organisationId, slug)
    if (!row) throw new NotFound('There is no form at this address')
    const parsed = parseDocumentText(row.draft.document)
    if (!parsed.ok)
      throw new Error(
        `The draft of ${slug} no longer reads: ${parsed.problems[0]?.pointer} ${parsed.problems[0]?.message}`,
      )
    return {
      formId: row.form.id,
      organisationId,
      slug,
      text: row.draft.document,
      document: parsed.document,
      revision: row.draft.revision,
      updatedAt: row.draft.updatedAt,
      updatedBy: row.draft.updatedBy,
    }
  }

  async function save(
    before: Draft,
    { revision, automatic = false }: { revision: number; automatic?: boolean },
    read: ReadDraft,
    actor: string,
  ): Promise<SaveOutcome> {
    // What cannot be saved at all is said first, so that whoever then meets a conflict holds something worth keeping.
    if (!read.ok) return { kind: 'refused', problems: read.problems }
    if (before.revision !== revision) return { kind: 'conflict', current: before }
    const at = clock.now()
    const saved = await db.transaction(async (tx) => {
      if (
        !(await store.saveDraft(tx, before.formId, revision, {
          document: read.text,
          updatedAt: at,
          updatedBy: actor,
        }))
      )
        return false
      await store.setTitle(tx, before.formId, titleOf(read.document))
      const { organisationId, formId } = before
      await recordSaved(tx, store, {
        organisationId,
        formId,
        at,
        actor,
        revision: revision + 1,
        automatic,
      })
      return true
    })
    if (saved) return { kind: 'saved', revision: revision + 1 }
    return { kind: 'conflict', current: await draft(before.organisationId, before.slug) }
  }

  return {
    draft,

    async create(organisationId, text, actor, options = {}) {
      const parsed = parseDocumentText(text)
      if (!parsed.ok) return { kind: 'refused', problems: parsed.problems }
      const taken = await store.slugs(organisationId)
      for (;;) {
        const slug = freeSlug(parsed.document.slug, taken)
        if (options.exactSlug && slug !== parsed.document.slug) {
          const message = `The short name ‘${parsed.document.slug}’ is taken. Choose another.`
          return { kind: 'refused', problems: [{ pointer: '/slug', message }] }
        }
        const named = withSlug(text, parsed.document, slug)
        const at = clock.now()
        const formId = newId()
        const title = titleOf(named.document)
        const inserted = await db.transaction(async (tx) => {
          const done = await store.insert(
            tx,
            { id: formId, organisationId, slug, title, createdAt: at },
            { formId, organisationId, document: named.text, revision: 1, updatedAt: at, updatedBy: actor },
          )
          if (done)
            await recordEvent(tx, {
              organisationId,
              at,
              actor,
              event: 'form.created',
              formId,
              details: { slug },
            })
          return done
        })
        if (inserted) return { kind: 'created', slug, formId }
        // Somebody took the slug in the same moment.
        taken.add(slug)
      }
    },

    async saveDraft(organisationId, slug, { revision, text }, actor) {
      return save(await draft(organisationId, slug), { revision }, readReplacement(text, slug), actor)
    },

    async saveDraftPart(organisationId, slug, { part, ...change }, actor) {
      const before = await draft(organisationId, slug)
      return save(before, change, withPart(before.text, part), actor)
    },
  }
}
