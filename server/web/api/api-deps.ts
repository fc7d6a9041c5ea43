import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/client.ts'
import type { Delivery } from '../../delivery/index.ts'
import type { Forms } from '../../forms/index.ts'
import type { Log } from '../../log.ts'
import type { Payments } from '../../payments/index.ts'
import type { People } from '../../people/index.ts'
import type { PricingRoom } from '../../pricing/index.ts'
import type { Submissions } from '../../submissions/index.ts'

/** What the API needs of the house; the house itself fits. */
export interface ApiDeps {
  db: Db
  clock: Clock
  log: Log
  people: Pick<People, 'tokens' | 'organisations'>
  forms: Forms
  pricing: PricingRoom
  submissions: Submissions
  payments: Payments
  delivery: Delivery
}
