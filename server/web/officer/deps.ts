import type { FormDocument } from '../../../form-schemas/document.ts'
import type { Clock } from '../../clock.ts'
import type { Datasets } from '../../datasets/index.ts'
import type { Delivery, MappingPlayground } from '../../delivery/index.ts'
import type { Files } from '../../files/index.ts'
import type { Draft, Forms } from '../../forms/index.ts'
import type { Exceptions } from '../../insight/exceptions.ts'
import type { FormOfAccount } from '../../insight/forms-by-account.ts'
import type { FormOfDataset } from '../../insight/forms-by-dataset.ts'
import type { PaymentRecord } from '../../insight/payment-record.ts'
import type { FrozenAnswers } from '../../insight/recent-answers.ts'
import type { ListedRefund } from '../../insight/refunds-listed.ts'
import type { SubmissionRecord } from '../../insight/submission-record.ts'
import type { Channel, Messages } from '../../messages/index.ts'
import type { Gateway, Payment, Payments, Refund, RefundState } from '../../payments/index.ts'
import type { Officer, Organisation, People } from '../../people/index.ts'
import type { PricingRoom } from '../../pricing/index.ts'
import type { Openings, SubmissionRow, Submissions } from '../../submissions/index.ts'
import type { PaidBy, PayOutcome } from '../../submissions/pay.ts'
import type { ErrorPages } from '../errors.ts'
import type { Templates } from '../govuk/templates.ts'
import type { ResidentForm } from '../resident/deps.ts'
import type { QuestionRenderer } from '../resident/question-page/render-questions.ts'
import type { SecureVariables } from '../security.ts'

/** All that officers' pages ask of the rest of the house: exactly this, room by room. */
export interface OfficerDeps {
  templates: Templates
  errors: ErrorPages
  clock: Clock
  /** Without a trailing slash. */
  baseUrl: string
  people: Pick<People, 'officers' | 'sessions' | 'organisations' | 'brands'>
  forms: Forms
  pricing: Pick<PricingRoom, 'price' | 'runCases' | 'check' | 'suggest' | 'compare'>
  submissions: {
    search: Submissions['search']
    byId: Submissions['byId']
    byReference: Submissions['byReference']
    /** Begins a journey that the officer fills in for somebody. */
    start: Submissions['start']
    /** Whether that can be begun, and sent. */
    opening: Openings['recent']
    /** Takes a submission that was sent to its payment. */
    pay(submission: SubmissionRow, by: PaidBy): Promise<PayOutcome>
    payLinks: Pick<Submissions['payLinks'], 'send' | 'withdraw' | 'of'>
    /** Everything that happened to one submission; undefined when there is none of this reference here. */
    record(organisationId: string, reference: string): Promise<SubmissionRecord | undefined>
  }
  payments: {
    list: Payments['list']
    /** @throws NotFound */
    get: Payments['get']
    settle(paymentId: string, reason: `officer:${string}`): Promise<Payment>
    forSubmission: Payments['forSubmission']
    elsewhere: Payments['elsewhere']
    accounts: Payments['accounts']
    refunds: Pick<Payments['refunds'], 'approve' | 'reject' | 'recordPaid' | 'get' | 'of' | 'left'> & {
      /** @param asked with what was left (pence) when the officer looked, so that nothing happened since unseen */
      request(
        asked: Parameters<Payments['refunds']['request']>[0] & { seenLeftPence: number },
      ): Promise<Refund>
    }
    health: Pick<Payments['health'], 'since'>
  }
  /** The designer's preview: residents' own pages. */
  preview: {
    /** A draft as residents would have it, were it live. */
    form(draft: Draft, document: FormDocument): Promise<ResidentForm>
    render: QuestionRenderer['render']
  }
  files: Pick<Files, 'ofSubmission' | 'open'>
  datasets: Pick<Datasets, 'book' | 'import' | 'preview'> & {
    addresses: Pick<Datasets['addresses'], 'sources'>
  }
  /** Every gateway that an account can be added for. */
  gateways: readonly OfferedGateway[]
  /** What reads across rooms, always of one organisation. */
  insight: {
    paymentRecord(payment: Payment): Promise<PaymentRecord>
    refunds(
      organisationId: string,
      filter: { state?: RefundState; limit: number; offset: number },
    ): Promise<ListedRefund[]>
    exceptions(organisationId: string): Promise<Exceptions>
    formsByAccount(organisationId: string): Promise<FormOfAccount[]>
    formsByDataset(organisationId: string): Promise<FormOfDataset[]>
    /** What residents sent with a form last, to be priced again. */
    recentAnswers(organisationId: string, formId: string, limit: number): Promise<FrozenAnswers[]>
  }
  messages: Pick<Messages, 'forSubmission' | 'senders'> & {
    canSend(wanted: { organisationId: string; channel: Channel; mode: 'test' | 'live' }): Promise<boolean>
  }
  delivery: Pick<Delivery, 'list' | 'replay' | 'runMappingCases' | 'checkDeliveries'> &
    MappingPlayground & {
      destinations: Pick<Delivery['destinations'], 'list'>
    }
}

/** A gateway as officers see it: what it is called, what it can do, and what an account of it has to know. */
export type OfferedGateway = Pick<
  Gateway,
  'name' | 'title' | 'capabilities' | 'settingFields' | 'parseSettings'
>

/** What a request of a signed-in officer carries. */
export type OfficerEnv = {
  Variables: SecureVariables & {
    officer: Officer
    organisation: Organisation
    sessionToken: string
    /** The page has a button that leads to a gateway's own page (see take-payment/hosted-pages.ts). */
    leadsToGateway?: true
  }
}
