import type { OpenedAccount } from './accounts.ts'
import { isHeld, isPaid } from './payment.ts'
import type { Payment } from './payment-store.ts'

/**
 * A payment that waits for our word (delayed capture): taken once its own row counts as paid, for then the submission is committed
 * and complete; let go when it is held, for then nobody owes it. Before either is committed, nothing is said.
 * True when the gateway may have moved it.
 */
export async function takeOrLetGo(
  { gateway, settings }: OpenedAccount,
  attempt: Payment,
  gatewayPaymentId: string,
): Promise<boolean> {
  if (isPaid(attempt.state) && gateway.capture) {
    return (await gateway.capture(settings, gatewayPaymentId)).kind !== 'unreachable'
  }
  if (isHeld(attempt.state) && gateway.cancel) {
    return (await gateway.cancel(settings, gatewayPaymentId)).kind !== 'unreachable'
  }
  return false
}
