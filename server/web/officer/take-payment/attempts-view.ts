import { formatPence } from '../../../money.ts'
import { isPaid, type Payment } from '../../../payments/index.ts'
import { residentState } from '../../../submissions/pay.ts'
import type { OfferedGateway } from '../deps.ts'
import { channelWords, paymentWords } from '../state-words.ts'
import type { Standing } from './standing.ts'

/** How the attempts to pay stand, in the sentences an officer says to a caller. */
export function attemptsView(
  { attempts, open, submission }: Pick<Standing, 'attempts' | 'open' | 'submission'>,
  gateways: readonly OfferedGateway[],
  nameOf: (actor: string | null) => string,
) {
  const titleOf = (payment: Payment) =>
    gateways.find(({ name }) => name === payment.gateway)?.title ?? payment.gateway
  const [newest] = attempts
  const paid = attempts.find(({ state }) => isPaid(state))
  const overpaid = attempts.filter(({ state }) => state === 'overpaid')
  return {
    open: open && {
      words: openWords(open, nameOf),
      tag: paymentWords(open.state),
      since: open.createdAt,
    },
    ended: !open && newest && submission.state !== 'completed' ? endedOf(newest, gateways) : undefined,
    paid: paid && {
      id: paid.id,
      how: channelWords[paid.channel],
      gateway: paid.channel === 'elsewhere' ? undefined : titleOf(paid),
      at: paid.stateAt,
    },
    overpaid: overpaid.map(({ id, amountPence }) => ({ id, amount: formatPence(amountPence) })),
  }
}

function openWords(payment: Payment, nameOf: (actor: string | null) => string): string {
  if (payment.state === 'submitted') {
    return 'The card details are with the payment service, which has not said yet whether they are accepted. Do not take the payment again.'
  }
  switch (payment.channel) {
    case 'moto':
      return `The payment page for the caller’s card is open, by ${nameOf(payment.startedBy)}.`
    case 'link':
      return 'The payer has gone on from the link to the payment page.'
    default:
      return 'The resident is on the payment page.'
  }
}

const endings: Partial<Record<ReturnType<typeof residentState>, string>> = {
  failed: 'was declined',
  cancelled: 'was cancelled',
  expired: 'timed out',
  error: 'did not work: the payment service had a problem',
}

/** How the last attempt ended that took nothing; what was given up for another way of paying is not worth a word. */
function endedOf(payment: Payment, gateways: readonly OfferedGateway[]) {
  if (payment.stateReason === 'superseded') return undefined
  const gateway = gateways.find(({ name }) => name === payment.gateway)
  const ending = endings[residentState(payment, gateway?.capabilities.endings)]
  return ending && { words: `The last payment ${ending}.`, at: payment.stateAt }
}
