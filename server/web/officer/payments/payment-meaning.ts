import { formatPence } from '../../../money.ts'
import { isOpen, type Payment } from '../../../payments/index.ts'

/** What a payment's state means, and what there is to do about it, in an officer's words. */
export interface Meaning {
  means: string
  todo: string
}

/**
 * @param leftPence what may still be refunded
 * @param wasLost it was posted as paid once, and the ledger took it back
 */
export function paymentMeaning(
  payment: Payment,
  { leftPence, wasLost }: { leftPence: number; wasLost: boolean },
): Meaning {
  if (isOpen(payment.state)) return underWay(payment)
  switch (payment.state) {
    case 'capturable':
      return {
        means: 'The gateway has authorised the money and holds it for you. The submission counts as paid.',
        todo: 'Nothing: the money is taken by itself. If it has not been within a day, check with the gateway.',
      }
    case 'success':
      return {
        means:
          payment.channel === 'elsewhere'
            ? 'Officers recorded that it was paid by other means. The submission counts as paid.'
            : 'The money was taken. The submission counts as paid.',
        todo:
          leftPence > 0 ? 'Nothing, unless something has to go back.' : 'Nothing: all of it has gone back.',
      }
    case 'overpaid':
      return {
        means: 'The submission had been paid already when this money was taken: somebody paid twice.',
        todo:
          leftPence > 0
            ? 'Refund what is left of it.'
            : payment.takenPence === null
              ? 'Check with the gateway: the money is not taken yet.'
              : 'Nothing: its refund has been asked for and is below.',
      }
    case 'mismatched':
      return {
        means:
          payment.takenPence === null
            ? `The gateway holds another amount than the ${formatPence(payment.amountPence)} asked for. The submission does not count as paid.`
            : `The gateway took ${formatPence(payment.takenPence)}; ${formatPence(payment.amountPence)} was asked for. The submission does not count as paid.`,
        todo:
          leftPence > 0
            ? 'Find out at the gateway what happened. Then refund it, and let the resident pay again.'
            : 'Find out at the gateway what happened, and let the resident pay again.',
      }
    default:
      return wasLost ? lost : ended(payment)
  }
}

const lost: Meaning = {
  means:
    'It counted as paid, and then the gateway could not take the money after all. The ledger has taken it back.',
  todo: 'What was paid for may have been delivered. Ask for the money again, or stop what was ordered.',
}

function underWay(payment: Payment): Meaning {
  const waits = 'Nothing: the gateway is asked from time to time until the payment ends.'
  if (payment.state === 'submitted') {
    return { means: 'The payer has confirmed, and the gateway has not said yet how it ended.', todo: waits }
  }
  return {
    means:
      payment.state === 'started'
        ? 'The payer has opened the gateway’s page and has not finished.'
        : 'The payer was sent to the gateway’s page and has done nothing there yet.',
    todo: waits,
  }
}

function ended(payment: Payment): Meaning {
  const again = 'Nothing: the resident can try again, which is a new payment.'
  switch (payment.state) {
    case 'failed':
      return {
        means: 'The card was declined, or the payer ran out of time. No money was taken.',
        todo: again,
      }
    case 'cancelled':
      return { means: 'It was cancelled before it was paid. No money was taken.', todo: again }
    default:
      return {
        means:
          'The gateway reported a fault, or has never heard of the payment. No money was taken as far as it says.',
        todo: 'If the payer says that they were charged, check with the gateway, and give it the numbers on this page.',
      }
  }
}
