import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { formatPence, parsePounds } from '../../../money.ts'
import type { PaymentChannel, PaymentFilter, PaymentState } from '../../../payments/index.ts'
import type { FieldProblem } from '../page.ts'
import { channelWords, paymentStates } from '../state-words.ts'
import { endOfDay, readDay, startOfDay } from './london-days.ts'

/** The boxes of the search, as typed. */
export interface SearchFields {
  text: string
  amount: string
  from: string
  to: string
  state: string
  gateway: string
  channel: string
}

export interface PaymentSearch {
  fields: SearchFields
  filter: Omit<PaymentFilter, 'limit' | 'offset'>
  problems: FieldProblem[]
  /** Something that was typed looks like a card number: it is not in `fields`, and must not stay in the address. */
  cardNumber: boolean
}

/** More than any gateway takes at once, and less than the database cannot hold. */
const mostPence = 100_000_000

/**
 * Reads the search. What people type is explained when it cannot be used; choices that were never offered count as not chosen.
 * @param gateways registry names that can be chosen
 */
export function readSearch(
  query: (name: string) => string | undefined,
  gateways: readonly string[],
): PaymentSearch {
  let cardNumber = false
  const typed = (name: string, longest: number) => {
    const text = (query(name) ?? '').replaceAll('\0', '').trim()
    if (!looksLikeCardNumber(text)) return text.slice(0, longest)
    cardNumber = true
    return ''
  }
  const chosen = (name: string, offered: readonly string[]) =>
    offered.find((value) => value === query(name)) ?? ''

  const fields: SearchFields = {
    // As long as an e-mail address can be.
    text: typed('text', 254),
    amount: typed('amount', 20),
    from: typed('from', 20),
    to: typed('to', 20),
    state: chosen('state', Object.keys(paymentStates)),
    gateway: chosen('gateway', gateways),
    channel: chosen('channel', Object.keys(channelWords)),
  }
  const problems: FieldProblem[] = []
  const wrong = (field: keyof SearchFields, message: string) => problems.push({ field, message })

  const amountPence = parsePounds(fields.amount)
  if (fields.amount !== '' && (amountPence === undefined || amountPence <= 0)) {
    wrong('amount', 'Enter an amount in pounds, like 25 or 25.50')
  } else if (amountPence !== undefined && amountPence > mostPence) {
    wrong('amount', `Enter an amount of ${formatPence(mostPence)} or less`)
  }
  const from = readDay(fields.from)
  const to = readDay(fields.to)
  if (fields.from !== '' && !from) wrong('from', 'Enter the first day, like 17/5/2026')
  if (fields.to !== '' && !to) wrong('to', 'Enter the last day, like 17/5/2026')
  if (from && to && to < from) wrong('to', 'The last day must be the same as or after the first day')

  return {
    fields,
    problems,
    cardNumber,
    filter: {
      ...(fields.text && { text: fields.text }),
      ...(amountPence !== undefined && { amountPence }),
      ...(from && { from: startOfDay(from) }),
      ...(to && { before: endOfDay(to) }),
      ...(fields.state && { state: fields.state as PaymentState }),
      ...(fields.gateway && { gateway: fields.gateway }),
      ...(fields.channel && { channel: fields.channel as PaymentChannel }),
    },
  }
}
