/**
 * Submissions: what residents answered, the version they answered, the reference, and the price they were shown.
 * One row lives from the first question to completion: answering -> submitted (frozen) -> completed.
 * It knows forms, prices and that a payment may be needed. It refuses to know gateways' ways, back offices and HTTP.
 */
import type { Answers } from '../../form-schemas/answers.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import type { Announce } from '../facts.ts'
import type { PublishedForm } from '../forms/index.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { reachableAnswers } from '../journey/index.ts'
import type { Messages } from '../messages/index.ts'
import { recordEvents } from '../people/audit.ts'
import type { PricingRoom } from '../pricing/index.ts'
import { createOpenings } from './openings.ts'
import {
  closePayLinks,
  type NewPayLink,
  openPayLink,
  payLinkOfToken,
  payLinksOf,
  sendPayLink,
  withdrawPayLink,
} from './pay-links.ts'
import { normaliseReference } from './reference-number.ts'
import { createSentCounts } from './sent.ts'
import { createSubmissionStore, type SearchFilter, type SubmissionRow } from './submission-store.ts'
import { completion, type SubmitOutcome, submitAnswers } from './submit.ts'
import { freeRefundedUses, freeUnpaidUses } from './use-limits.ts'

export { createOpenings, type Openings } from './openings.ts'
export type { NewPayLink, PayLink } from './pay-links.ts'
export { createSavedJourneys, type SavedJourneys } from './saved.ts'
export { createSentCounts, type SentCounts } from './sent.ts'
export { sealPrice } from './submit.ts'
export type { SearchFilter, SubmissionRow, SubmitOutcome }

/** A journey may rest this long; WCAG 2.2.1 exempts limits over 20 hours, and GOV.UK Forms keeps as long. */
const journeyHours = 20

export interface SubmissionDeps {
  db: Db
  clock: Clock
  announce: Announce
  pricing: PricingRoom
  messages: Pick<Messages, 'queue'>
  /** Without a trailing slash: links in messages begin with it. */
  baseUrl: string
  version(versionId: string): Promise<PublishedForm>
  /** For tests that force collisions. */
  newReference?: () => string
}

/** An officer fills the form in for somebody. */
export interface Assisted {
  channel: 'telephone' | 'counter'
  /** `officer:<id>`. */
  by: string
}

export function createSubmissions(deps: SubmissionDeps) {
  const store = createSubmissionStore(deps.db)
  const openings = createOpenings({ sent: createSentCounts(deps), clock: deps.clock })
  return {
    /** Begins a journey on a published version. The token goes into the resident's cookie; only its sha256 is kept. */
    async start(
      form: PublishedForm,
      language: Language,
      assisted?: Assisted,
    ): Promise<{ token: string; id: string }> {
      const token = newSecret()
      const now = deps.clock.now()
      const id = newId()
      await store.begin({
        id,
        organisationId: form.organisationId,
        formId: form.formId,
        formVersionId: form.versionId,
        mode: form.mode,
        channel: assisted?.channel ?? 'online',
        assistedBy: assisted?.by ?? null,
        tokenHash: sha256(token),
        language,
        startedAt: now,
        expiresAt: new Date(now.getTime() + journeyHours * 3_600_000),
      })
      return { token, id }
    },

    /** The journey behind a token, or undefined when there is none or it has expired unsent. */
    async read(token: string) {
      const row = await store.journeyByToken(sha256(token))
      if (row?.state === 'answering' && row.expiresAt <= deps.clock.now()) return undefined
      return row
    },

    /** The language in which a journey goes on, until it is complete; undefined when there is none. */
    setLanguage(token: string, language: Language): Promise<{ id: string } | undefined> {
      return store.setLanguage(sha256(token), language, deps.clock.now())
    },

    /** Merges one page's answers in one UPDATE; undefined when the journey is gone, sent already, or on another version. */
    savePage(token: string, versionId: string, patch: Answers) {
      return store.savePage(sha256(token), versionId, patch, deps.clock.now())
    },

    /** Replaces one answer (a list) only if it still is what was `seen`; undefined when another tab was quicker. */
    replaceAnswer(token: string, key: string, seen: unknown, value: unknown) {
      return store.replaceAnswer(sha256(token), key, seen, value, deps.clock.now())
    },

    /** Commits what is on check-your-answers. `seen` is the seal of the price that was shown. */
    submit(token: string, seen: string): Promise<SubmitOutcome> {
      return submitAnswers({ ...deps, openings }, store, sha256(token), seen)
    },

    /** Submitted -> completed by a payment, inside the caller's transaction. Completing twice does nothing. */
    async complete(tx: Tx, submissionId: string, paymentId: string): Promise<void> {
      const submission = await store.complete(tx, submissionId, paymentId, deps.clock.now())
      if (!submission) return
      await recordEvents(tx, [completion(submission)])
      await deps.announce(tx, { kind: 'submission.completed', submission })
    },

    /** Deletes the answers of journeys that were not sent in time, as residents are told. Gives how many journeys. */
    forgetUnsent: (): Promise<number> => store.deleteUnsent(deps.clock.now()),

    /** What limits such as "once per property per 12 months" count, and when they stop to. */
    uses: {
      freeUnpaid: () => freeUnpaidUses(deps),
      /** After a refund, in its transaction. */
      async freeRefunded(tx: Tx, submissionId: string, payment: { id: string; amountPence: number }) {
        await freeRefundedUses(tx, (await store.byId(submissionId, tx))!, payment, deps.clock.now())
      },
    },

    /** Links by which somebody can pay for a submission that was sent. */
    payLinks: {
      send: (link: NewPayLink) => sendPayLink(deps, link),
      open: (token: string) => openPayLink(deps, token),
      ofToken: (token: string) => payLinkOfToken(deps, token),
      close: (tx: Tx, submissionId: string) => closePayLinks(deps, tx, submissionId),
      withdraw: (organisationId: string, submissionId: string, actor: string) =>
        withdrawPayLink(deps, organisationId, submissionId, actor),
      of: (submissionId: string) => payLinksOf(deps, submissionId),
    },

    byId: (id: string, tx?: Tx) => store.byId(id, tx),

    byReference: (organisationId: string, typed: string) =>
      store.byReference(organisationId, normaliseReference(typed)),

    async search(organisationId: string, filter: SearchFilter) {
      const rows = await store.search(organisationId, {
        ...filter,
        ...(filter.reference && { reference: normaliseReference(filter.reference) }),
      })
      return { rows: rows.slice(0, 50), more: rows.length > 50 }
    },

    /** The answers as priced, shown and mapped: those on reachable pages only. */
    async answersOf(row: SubmissionRow): Promise<Answers> {
      const form = await deps.version(row.formVersionId)
      return row.state === 'answering' ? reachableAnswers(form.compiled, row.answers) : row.answers
    },
  }
}

export type Submissions = ReturnType<typeof createSubmissions>
