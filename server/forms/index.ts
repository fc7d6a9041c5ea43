/*
 * Forms: drafts with a revision, and versions that never change once published.
 * It knows documents, who changed them and when, and the gate that stands before publication.
 * It refuses to know submissions, payments and back offices: checks about those are handed in as GateChecks.
 */
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
import { createFormStore } from './form-store.ts'
import { type GateCheck, type GateReport, runGate } from './gate.ts'
import { createPlanStore } from './plan-store.ts'
import { createPreviewLinks, type PreviewLinks } from './preview-links.ts'
import { type PublishOutcome, type PublishRequest, publishCandidate } from './publication.ts'
import { createPublications, type Publications } from './publications.ts'
import { createPublishedForms, type PublishedForms } from './published-forms.ts'

export { brandChecks } from './brand-checks.ts'
export { differences, differencesByPart, type PartDifferences } from './diff.ts'
export { changesMoney } from './difference/prices.ts'
export { type DocumentPart, withPart } from './draft.ts'
export { documentChecks, type GateCheck, type GateProblem, type GateReport, type Screen } from './gate.ts'
export { londonMoment, readMoment } from './london-moment.ts'
export { type Opening, openingOf, sayMoment } from './opening.ts'
export type { PlanRow } from './plan-store.ts'
export type { PublishOutcome, PublishRequest } from './publication.ts'
export type { Publications } from './publications.ts'
export type { PublishedForm } from './published-forms.ts'
export { unreachablePages } from './unreachable-pages.ts'

export interface FormSummary {
  id: string
  slug: string
  title: string
  createdAt: Date
  archivedAt: Date | null
  liveVersionNumber: number | null
  liveMode: 'test' | 'live' | null
  /** Taken back until the next publication; the version that was live is still named. */
  unpublishedAt: Date | null
  revision: number
  updatedAt: Date
  updatedBy: string
  /** True when the draft differs from the live version, or nothing is live yet. */
  draftChanged: boolean
}

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

export interface PublishedVersion {
  id: string
  formId: string
  organisationId: string
  number: number
  mode: 'test' | 'live'
  note: string
  publishedAt: Date
  publishedBy: string
}

export type SaveOutcome =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; current: Draft }
  | { kind: 'refused'; problems: Problem[] }

export interface Forms extends Omit<PublishedForms, 'forget'> {
  publications: Publications
  previewLinks: PreviewLinks
  list(organisationId: string): Promise<FormSummary[]>
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
  /** Replaces parts of the document and leaves the others. @throws NotFound */
  saveDraftPart(
    organisationId: string,
    slug: string,
    change: { revision: number; part: DocumentPart },
    actor: string,
  ): Promise<SaveOutcome>
  /** What publication would say now. @throws NotFound */
  gateReport(organisationId: string, slug: string, mode: 'test' | 'live'): Promise<GateReport>
  /** @throws NotFound */
  publish(
    organisationId: string,
    slug: string,
    request: PublishRequest,
    actor: string,
  ): Promise<PublishOutcome>
  /** Newest first. @throws NotFound */
  versions(
    organisationId: string,
    slug: string,
  ): Promise<Omit<PublishedVersion, 'formId' | 'organisationId'>[]>
  /** A version's document, byte for byte as it was published; the live one's without a number. @throws NotFound */
  publishedText(
    organisationId: string,
    slug: string,
    number?: number,
  ): Promise<{ versionId: string; number: number; text: string }>
}

/** PostgreSQL's text cannot hold the zero character. */
const titleOf = (document: FormDocument) => say(document.title).replaceAll('\0', '')

export function createForms({ db, clock, gate }: { db: Db; clock: Clock; gate: GateCheck[] }): Forms {
  const store = createFormStore(db)
  const { forget, ...published } = createPublishedForms({ store, clock })
  const publication = { db, clock, gate, store, plans: createPlanStore(db) }

  async function forgetForm(formId: string): Promise<void> {
    const live = await store.liveVersionOf(db, formId)
    if (!live) return
    const { organisationSlug, slug } = await published.version(live.id)
    forget(organisationSlug, slug)
  }

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

  async function save(before: Draft, revision: number, read: ReadDraft, actor: string): Promise<SaveOutcome> {
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
      await recordEvent(tx, {
        organisationId: before.organisationId,
        at,
        actor,
        event: 'form.draft-saved',
        formId: before.formId,
        details: { revision: revision + 1 },
      })
      return true
    })
    if (saved) return { kind: 'saved', revision: revision + 1 }
    return { kind: 'conflict', current: await draft(before.organisationId, before.slug) }
  }

  return {
    ...published,
    publications: createPublications({ ...publication, draft, forget: forgetForm }),
    previewLinks: createPreviewLinks({ db, clock, draft }),
    draft,
    list: (organisationId) => store.list(organisationId),

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
      return save(await draft(organisationId, slug), revision, readReplacement(text, slug), actor)
    },

    async saveDraftPart(organisationId, slug, { revision, part }, actor) {
      const before = await draft(organisationId, slug)
      return save(before, revision, withPart(before.text, part), actor)
    },

    async gateReport(organisationId, slug, mode) {
      return runGate(gate, (await draft(organisationId, slug)).document, organisationId, mode)
    },

    async publish(organisationId, slug, request, actor) {
      const read = await draft(organisationId, slug)
      if (request.revision !== undefined && request.revision !== read.revision)
        return { kind: 'conflict', current: read }
      const outcome = await publishCandidate(publication, read, request, actor)
      if (outcome.kind === 'conflict') return { kind: 'conflict', current: await draft(organisationId, slug) }
      if (outcome.kind === 'published') await forgetForm(read.formId)
      return outcome
    },

    async versions(organisationId, slug) {
      return store.versions((await draft(organisationId, slug)).formId)
    },

    async publishedText(organisationId, slug, number) {
      const found = await store.draft(organisationId, slug)
      if (!found) throw new NotFound('There is no form at this address')
      const id =
        number === undefined
          ? found.form.liveVersionId
          : (await store.versions(found.form.id)).find((version) => version.number === number)?.id
      const row = id && (await store.version(id))
      if (!row) {
        throw new NotFound(
          number === undefined ? 'The form has not been published yet' : `The form has no version ${number}`,
        )
      }
      return { versionId: row.version.id, number: row.version.number, text: row.version.document }
    },
  }
}
