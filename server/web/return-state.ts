import type { GatewayCapabilities, Payment } from '../payments/index.ts'
import { residentState } from '../submissions/pay.ts'
import type { PaymentReturn } from './resident/deps.ts'

/**
 * How a payment stands for its payer. Money that was taken for nothing owed is said as it is, and an attempt without money beside
 * another that has paid asks for nothing more.
 */
export function returnState(
  payment: Payment,
  submissionState: 'answering' | 'submitted' | 'completed',
  endings?: GatewayCapabilities['endings'],
): PaymentReturn['state'] {
  if (payment.state === 'overpaid' || payment.state === 'mismatched') return payment.state
  const state = residentState(payment, endings)
  return state !== 'success' && submissionState === 'completed' ? 'paid-before' : state
}
