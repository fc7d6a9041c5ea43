/*
 * Forms: drafts with a revision, and versions that never change once published.
 * It knows documents, who changed them and when, and the gate that stands before publication.
 * It refuses to know submissions, payments and back offices: checks about those are handed in as GateChecks.
 */
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { type Comments, createComments, openCommentCheck } from './comments/index.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createFormStore } from './form-store.ts'
import { type GateCheck, type GateReport, runGate } from './gate.ts'
import { unchosenNames } from './own-names/index.ts'
import { createPlanStore } from './plan-store.ts'
import { createPreviewLinks, type PreviewLinks } from './preview-links.ts'
import { type PublishOutcome, type PublishRequest, publishCandidate } from './publication.ts'
import { createPublications, type Publications } from './publications.ts'
import { createPublishedForms, type PublishedForms } from './published-forms.ts'
import { createQuestionBank, type QuestionBank } from './question-bank/index.ts'

export { brandChecks } from './brand-checks.ts'
export { type Comment, type Comments, longestComment, partsOf } from './comments/index.ts'
export { differences, differencesByPart, type PartDifferences } from './diff.ts'
export { changesMoney } from './difference/prices.ts'
export { type DocumentPart, withPart } from './draft.ts'
export type { Draft, SaveOutcome } from './drafts.ts'
export { documentChecks, type GateCheck, type GateProblem, type GateReport, type Screen } from './gate.ts'
export { londonMoment, readMoment } from './london-moment.ts'
export { type Opening, openingOf, sayMoment } from './opening.ts'
export {
  type ChosenNames,
  type KnownNames,
  kindWords,
  mapNames,
  type NameKind,
  type OwnName,
  ownNames,
  takeOver,
  toBeChosen,
} from './own-names/index.ts'
export type { PlanRow } from './plan-store.ts'
export type { PublishOutcome, PublishRequest } from './publication.ts'
export type { Publications } from './publications.ts'
export type { PublishedForm } from './published-forms.ts'
export { type Block, type BlockOutcome, blockDocument, type QuestionBank } from './question-bank/index.ts'
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

export interface Forms extends Omit<PublishedForms, 'forget'>, Drafts {
  publications: Publications
  previewLinks: PreviewLinks
  comments: Comments
  questionBank: QuestionBank
  list(organisationId: string): Promise<FormSummary[]>
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

export function createForms({ db, clock, ...given }: { db: Db; clock: Clock; gate: GateCheck[] }): Forms {
  const store = createFormStore(db)
  const drafts = createDrafts({ db, clock, store })
  const { draft } = drafts
  const comments = createComments({ db, clock, draft })
  const gate = [
    ...given.gate,
    { name: 'Everything taken over from another organisation is chosen', run: unchosenNames },
    openCommentCheck(comments),
  ]
  const { forget, ...published } = createPublishedForms({ store, clock })
  const publication = { db, clock, gate, store, plans: createPlanStore(db) }

  async function forgetForm(formId: string): Promise<void> {
    const live = await store.liveVersionOf(db, formId)
    if (!live) return
    const { organisationSlug, slug } = await published.version(live.id)
    forget(organisationSlug, slug)
  }

  return {
    ...published,
    ...drafts,
    publications: createPublications({ ...publication, draft, forget: forgetForm }),
    previewLinks: createPreviewLinks({ db, clock, draft }),
    comments,
    questionBank: createQuestionBank({ db, clock }),
    list: (organisationId) => store.list(organisationId),

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
