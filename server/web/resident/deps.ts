import type { Answers, FileAnswer } from '../../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import type { Assisted } from '../../../form-schemas/questions/assist.ts'
import type { Language, Words } from '../../../form-schemas/words.ts'
import type { Clock, Day } from '../../clock.ts'
import type { LookUp, LookUpOutcome } from '../../datasets/index.ts'
import type { ReceiveOutcome } from '../../files/index.ts'
import type { Opening } from '../../forms/index.ts'
import type { CompiledForm, CompiledPage } from '../../journey/index.ts'
import type { Log } from '../../log.ts'
import type { Channel } from '../../messages/index.ts'
import type { PaymentChannel } from '../../payments/index.ts'
import type { Brand } from '../../people/index.ts'
import type { Price } from '../../pricing/price.ts'
import type { Receipt } from '../../receipts/index.ts'
import type { SavedJourneys } from '../../submissions/index.ts'
import type { Templates } from '../govuk/templates.ts'

/**
 * A published version as the forms room keeps it in memory, and how its organisation presents itself now. While neither changes it is
 * the same object: what is worked out once for a version and a brand hangs on it.
 */
export interface ResidentForm {
  versionId: string
  formId: string
  organisationId: string
  organisationSlug: string
  organisationName: string
  number: number
  mode: 'test' | 'live'
  slug: string
  document: FormDocument
  compiled: CompiledForm
  /** The brand that the form names; without one, pages have the organisation's name and our colour. */
  brand?: Brand | undefined
  /** What can carry a message of this form: nothing when the organisation has no sender. */
  sends?: readonly Channel[]
}

/** As much of an organisation as its own pages show. */
export interface ResidentOrganisation {
  name: string
  brand?: Brand | undefined
}

/** What a resident's pages read of a submission. `price` and `reference` are there from `submitted` on. */
export interface Journey {
  id: string
  formVersionId: string
  state: 'answering' | 'submitted' | 'completed'
  /** Who fills it in: the resident, or an officer for a caller or for somebody at a counter. */
  channel: 'online' | 'telephone' | 'counter'
  language: Language
  answers: Answers
  reference: string | null
  price: Price | null
}

/** Answers after a change, or undefined when the journey is gone, was sent, or is on another version. */
export type Saved = { answers: Answers } | undefined

/** `because`: only a form's own `rule` has `words` for residents; the other reasons name an officer's mistake or a passing fault. */
export type PriceOutcome =
  | { kind: 'priced'; price: Price }
  | { kind: 'refused'; reason: string; because: 'rule' | 'fault' | 'unavailable'; words?: Words }

/** Where a resident goes from check-your-answers, or after asking to try a payment again. */
export type PayOutcome =
  /** To the gateway's hosted page. */
  | { kind: 'pay'; url: string }
  | { kind: 'completed'; submissionId: string }
  /** A payment is under way and its fate is not known yet. */
  | { kind: 'checking'; returnId: string }
  /** The gateway said no, and will say no again until an officer changes something. */
  | { kind: 'refused' }
  /** The gateway does not answer; trying again is safe. */
  | { kind: 'unavailable' }

export type NotOpen = Exclude<Opening, { kind: 'open' }>

export type SubmitOutcome =
  | PayOutcome
  /** Committed, and somebody else is to be asked to pay. */
  | { kind: 'share'; submissionId: string }
  /** Committed by an officer for somebody: the officer takes the payment. */
  | { kind: 'assisted'; reference: string }
  /** The price is no longer the one that was shown: it must be shown again before anything is charged. */
  | { kind: 'changed' }
  | { kind: 'incomplete'; page: string }
  /** A limit of the form has been reached: nothing was sent. `freeOn`: the first day on which there is room again. */
  | { kind: 'used-up'; message: Words; freeOn: Day }
  | { kind: 'unpriced' }
  /** Too late, or no place left: nothing was sent, and the answers are kept. */
  | { kind: 'not-open'; opening: NotOpen }
  | { kind: 'gone' }

/**
 * How a payment stands when its payer comes back. After `failed`, `cancelled`, `expired` and `error` nothing was taken and another
 * attempt may be made. `unpaid`: the gateway had not had the payer's last word when it was last heard; it may have by now.
 * `paid-before`: this one took nothing, and another has paid. `overpaid`: this one was taken although another had paid, and goes back.
 * `mismatched`: another amount was taken than was asked for, and people look into it.
 */
export interface PaymentReturn {
  state:
    | 'success'
    | 'failed'
    | 'cancelled'
    | 'expired'
    | 'error'
    | 'unpaid'
    | 'checking'
    | 'paid-before'
    | 'overpaid'
    | 'mismatched'
  channel: PaymentChannel
  /** Pence that were asked for. */
  amountPence: number
  /** When the payment last moved: what waits for news asks less often the older that is. */
  stateAt: Date
  submissionId: string
  versionId: string
  language: Language
  reference: string
}

/** A link that was sent so that somebody else can pay. */
export interface SentLink {
  id: string
  state: 'alive' | 'paid' | 'expired' | 'replaced' | 'withdrawn'
  channel: Channel
  /** "j…@example.com" */
  maskedTo: string
  message: 'queued' | 'sent' | 'given-up'
  sentAt: Date
  /** The last day on which it works. */
  worksUntil: Day
}

/** What whoever holds a payment link may see: what is asked for, and nothing of the answers. */
export interface PaymentRequest {
  state: SentLink['state']
  submissionId: string
  versionId: string
  language: Language
  reference: string
  /** Frozen: its lines carry the form's own words. */
  price: Price
  /** The last day on which the link works. */
  worksUntil: Day
}

export interface Confirmed {
  submissionId: string
  channel: Journey['channel']
  versionId: string
  language: Language
  reference: string
  state: 'submitted' | 'completed'
  /** Pence that were paid; 0 when the form was free. */
  totalPence: number
}

/**
 * All that residents' pages ask of the rest of the house. `version` is expected to answer from memory, so that a page read costs
 * one `read` and a page post one `savePage`.
 */
export interface ResidentDeps {
  /** Only for an organisation's own pages; published forms carry their organisation's name and brand themselves. */
  organisation(slug: string, brand?: string): Promise<ResidentOrganisation | undefined>
  forms: {
    publishedForms(organisationSlug: string): Promise<{ slug: string; title: Words }[]>
    liveVersion(organisationSlug: string, formSlug: string): Promise<ResidentForm | undefined>
    /** @throws NotFound */
    version(versionId: string): Promise<ResidentForm>
  }
  /** Whether a form can be begun now: asks the database only of a form with a limit, and not for every page. */
  opening(form: ResidentForm): Promise<Opening>
  submissions: {
    start(form: ResidentForm, language: Language): Promise<{ token: string }>
    read(token: string): Promise<Journey | undefined>
    /** Until it is complete; undefined when there is no such journey. */
    setLanguage(token: string, language: Language): Promise<{ id: string } | undefined>
    savePage(token: string, versionId: string, patch: Answers): Promise<Saved>
    /** Only when the answer still is what was `seen`: two tabs cannot undo each other's items. */
    replaceAnswer(token: string, key: string, seen: unknown, value: unknown): Promise<Saved>
  }
  pricing: { price(document: FormDocument, answers: Answers, on: Day): Promise<PriceOutcome> }
  /** Names a price without being an amount: what comes back from the browser is compared, never charged. */
  sealPrice(price: Price): string
  /** Plain sentences that say why this is the price: what was counted, and each line with its fee. */
  explainPrice(price: Price, language: Language): { values: string[]; lines: string[] }
  submit(request: { token: string; seen: string; next: 'pay' | 'share' }): Promise<SubmitOutcome>
  /** Asks the gateway how the payment stands. Undefined when there is no such payment. */
  paymentReturn(returnId: string): Promise<PaymentReturn | undefined>
  /** Continues the submission's open payment, or starts a new one when `paymentReturn` has just said that it ended unpaid. */
  retryPayment(returnId: string): Promise<PayOutcome | undefined>
  /** Asking somebody else to pay for a submission that was sent. */
  sharing: {
    /** What can carry the link: nothing when the organisation has no sender. */
    channels(form: ResidentForm): Promise<Channel[]>
    newest(submissionId: string): Promise<SentLink | undefined>
    /** `after`: the newest link when the page was shown; pressed twice, it is sent once. @throws BadInput @throws Conflict */
    send(request: { submissionId: string; channel: Channel; to: string; after: string | null }): Promise<void>
  }
  /** Saving a journey and coming back to it by a link. */
  saving: Pick<SavedJourneys, 'save' | 'look' | 'resume' | 'kept'> & {
    /** For which the form's answers are kept. */
    days(form: ResidentForm): number
    /** Where the answers themselves say that their resident can be written to. */
    contact(form: ResidentForm, journey: Journey): { email?: string; phone?: string }
  }
  payLinks: {
    /** What a link asks for, alive or over. `opened`: a person looks at it, which its sender is shown. */
    read(token: string, opened: boolean): Promise<PaymentRequest | undefined>
    /** Undefined when the link is not alive. */
    pay(token: string): Promise<PayOutcome | undefined>
  }
  /** A submission that was sent, by its public id. */
  confirmation(submissionId: string): Promise<Confirmed | undefined>
  /** Undefined when nothing was paid for it. */
  receipt(submissionId: string): Promise<Receipt | undefined>
  /** What pages ask of the house while a question is answered: only pages that need it do. */
  help: Help
  /** How many proxies of the council's own stand before this server. */
  proxies: number
  templates: Templates
  clock: Clock
  /** Without a trailing slash. */
  baseUrl: string
  log: Log
}

export interface Help {
  findAddresses(
    organisationId: string,
    postcode: string,
  ): Promise<Extract<Assisted, { kind: 'addresses' | 'none-found' | 'unavailable' }>>
  receiveFile(arriving: {
    submissionId: string
    component: Component
    /** What the files room knows the question by, and how many files it may have under that name. */
    questionKey: string
    atMostFiles: number
    bytes: AsyncIterable<Uint8Array>
    claimedName: string
  }): Promise<{ kind: 'stored'; file: FileAnswer } | Exclude<ReceiveOutcome, { kind: 'stored' }>>
  /** What a submission has under a question's name, the oldest first. */
  filesOf(submissionId: string, questionKey: string): Promise<FileAnswer[]>
  removeFile(submissionId: string, id: string): Promise<void>
  lookUp(wanted: LookUp): Promise<LookUpOutcome | { kind: 'unavailable' }>
  /** What the page's worked-out parts say, by key. */
  compute(
    form: ResidentForm,
    page: CompiledPage,
    journey: Pick<Journey, 'answers' | 'language'>,
  ): Promise<Record<string, string>>
}
