import type { Payment, Refund } from '../../../payments/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { gatewayWords } from '../payments/gateway-words.ts'

/** Who pays a refund back: the gateway, or finance by other means where the gateway cannot or there was none. */
export function goesBack(
  deps: Pick<OfficerDeps, 'gateways'>,
  payment: Payment,
): { byGateway: boolean; to: string; words: string } {
  const gateway = deps.gateways.find(({ name }) => name === payment.gateway)
  const { cardBrand, lastDigits } = payment.traces
  const payer = payment.payer?.name ?? payment.payer?.email ?? 'The payer'
  if (payment.gatewayAccountId && gateway?.capabilities.refunds === 'partial') {
    const card = lastDigits ? `${cardBrand ?? 'Card'} ending in ${lastDigits}` : 'the card it was paid with'
    return { byGateway: true, to: `${payer}, ${card}`, words: `${gateway.title} pays it back` }
  }
  const why =
    payment.channel === 'elsewhere'
      ? `It was taken elsewhere (${gatewayWords(deps, payment)})`
      : `${gatewayWords(deps, payment)} cannot pay money back`
  return {
    byGateway: false,
    to: payer,
    words: `${why}, so finance pays it back by other means and records it here`,
  }
}

/** What a refund's state means, and what there is to do about it, in an officer's words. */
export function refundMeaning(refund: Refund): { means: string; todo: string } {
  switch (refund.state) {
    case 'requested':
      return {
        means:
          'It was asked for, and has not been sent. Its amount cannot be refunded in another way meanwhile.',
        todo: 'Another officer than the one who asked approves or rejects it.',
      }
    case 'approved':
      return {
        means: 'It is on its way to the gateway.',
        todo: 'Nothing: it is sent, and tried again by itself if the gateway does not answer.',
      }
    case 'submitted':
      return {
        means: 'The gateway has it and has not said yet that it is done.',
        todo: 'Nothing: the gateway is asked by itself. It usually takes less than an hour, and some days to reach the payer.',
      }
    case 'owed':
      return {
        means: 'No gateway can pay it back, so it is owed to the payer.',
        todo: 'Pay it by other means, and then record here how, and the number it is found by.',
      }
    case 'success':
      return {
        means: refund.paidBy
          ? 'Finance has paid it back, and the ledger shows it.'
          : 'The gateway has paid it back, and the ledger shows it. It can take the payer’s bank some days to show it.',
        todo: 'Nothing.',
      }
    case 'error':
      return {
        means: 'The gateway could not pay it back. The money is still here, and can be refunded again.',
        todo: 'Find out at the gateway why. Then refund the payment again.',
      }
    case 'rejected':
      return { means: 'It was not made. Its amount can be refunded again.', todo: 'Nothing.' }
  }
}
