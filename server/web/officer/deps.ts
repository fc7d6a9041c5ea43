import type { Clock } from '../../clock.ts'
import type { Delivery } from '../../delivery/index.ts'
import type { Forms } from '../../forms/index.ts'
import type { SubmissionRecord } from '../../insight/submission-record.ts'
import type { Payment, Payments } from '../../payments/index.ts'
import type { Officer, Organisation, People } from '../../people/index.ts'
import type { PricingRoom } from '../../pricing/index.ts'
import type { Submissions } from '../../submissions/index.ts'
import type { ErrorPages } from '../errors.ts'
import type { Templates } from '../govuk/templates.ts'
import type { SecureVariables } from '../security.ts'

/** All that officers' pages ask of the rest of the house: exactly this, room by room. */
export interface OfficerDeps {
  templates: Templates
  errors: ErrorPages
  clock: Clock
  /** Without a trailing slash. */
  baseUrl: string
  people: Pick<People, 'officers' | 'sessions' | 'organisations'>
  forms: Forms
  pricing: Pick<PricingRoom, 'runCases' | 'check'>
  submissions: {
    search: Submissions['search']
    byId: Submissions['byId']
    /** Everything that happened to one submission; undefined when there is none of this reference here. */
    record(organisationId: string, reference: string): Promise<SubmissionRecord | undefined>
  }
  payments: {
    list: Payments['list']
    /** @throws NotFound */
    get: Payments['get']
    settle(paymentId: string, reason: `officer:${string}`): Promise<Payment>
    accounts: {
      list(organisationId: string): Promise<{ name: string; gateway: string; mode: 'test' | 'live' }[]>
    }
  }
  delivery: Pick<Delivery, 'list' | 'replay' | 'runMapping' | 'runMappingCases' | 'checkDeliveries'> & {
    destinations: Pick<Delivery['destinations'], 'list'>
  }
}

/** What a request of a signed-in officer carries. */
export type OfficerEnv = {
  Variables: SecureVariables & {
    officer: Officer
    organisation: Organisation
    sessionToken: string
  }
}
