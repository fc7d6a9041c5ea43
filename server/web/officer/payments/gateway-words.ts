import { elsewhereMethods } from '../../../payments/index.ts'
import type { OfficerDeps } from '../deps.ts'

/** What took a payment, as officers know it: "GOV.UK Pay", or "Cash" for one that was taken elsewhere. */
export function gatewayWords(
  { gateways }: Pick<OfficerDeps, 'gateways'>,
  payment: { gateway: string; channel: string },
): string {
  if (payment.channel === 'elsewhere') {
    return (elsewhereMethods as Record<string, string>)[payment.gateway] ?? payment.gateway
  }
  return gateways.find(({ name }) => name === payment.gateway)?.title ?? payment.gateway
}
