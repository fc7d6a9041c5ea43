import type { Scenario } from '../scenario.ts'
import { createFaults } from './create-faults.ts'
import { databaseRestarts } from './database-restarts.ts'
import { declines } from './declines.ts'
import { deploy } from './deploy.ts'
import { doubleSubmit } from './double-submit.ts'
import { kill } from './kill.ts'
import { newVersion } from './new-version.ts'
import { noCookies } from './no-cookies.ts'
import { priceChanged } from './price-changed.ts'
import { references } from './references.ts'
import { refunds } from './refunds.ts'
import { replayed } from './replays.ts'
import { returnFails } from './return-fails.ts'
import { tampering } from './tampering.ts'
import { twoTabsPay } from './two-tabs-pay.ts'
import { webhooksDuplicated } from './webhooks-duplicated.ts'
import { webhooksEarly } from './webhooks-early.ts'
import { webhooksFailing } from './webhooks-failing.ts'
import { webhooksForged } from './webhooks-forged.ts'
import { webhooksOff } from './webhooks-off.ts'
import { webhooksReordered } from './webhooks-reordered.ts'

/** Every scenario; those that take longest come first. */
export const scenarios: readonly Scenario[] = [
  databaseRestarts,
  kill,
  deploy,
  webhooksOff,
  webhooksEarly,
  webhooksDuplicated,
  webhooksReordered,
  webhooksFailing,
  webhooksForged,
  createFaults,
  returnFails,
  doubleSubmit,
  twoTabsPay,
  declines,
  priceChanged,
  newVersion,
  noCookies,
  refunds,
  tampering,
  references,
  replayed,
]
