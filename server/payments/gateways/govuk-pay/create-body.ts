import { poundsText } from '../../../money.ts'
import type { CreateRequest, Payer, PaymentLine } from '../../gateway.ts'
import { cleanText } from '../clean-text.ts'

/** Pay's limits in characters, and of metadata keys. Source: OpenAPI 1.0.3 and docs.payments.service.gov.uk. */
export const payLimits = {
  reference: 255,
  description: 255,
  email: 254,
  name: 255,
  addressLine: 255,
  postcode: 25,
  metadataKeys: 15,
  metadataText: 100,
}

/**
 * Made from the stored attempt and the account's choice alone: the same attempt gives the same body, byte for byte, or Pay
 * refuses the repeat (409 P0191).
 */
export function createBody(request: CreateRequest, delayedCapture: boolean) {
  return {
    amount: request.amountPence,
    reference: cleanText(request.reference, payLimits.reference),
    description: cleanText(request.description, payLimits.description),
    return_url: request.returnUrl,
    language: request.language,
    ...(request.channel === 'moto' && { moto: true }),
    ...(delayedCapture && { delayed_capture: true }),
    ...(request.payer && prefilled(request.payer, request.channel === 'moto')),
    metadata: metadata(request),
  }
}

/** What the payer need not type again. What does not fit is left to them rather than cut: half an e-mail address is another one. */
function prefilled(payer: Payer, moto: boolean) {
  const email = payer.email?.trim() ?? ''
  const name = cleanText(payer.name ?? '', payLimits.name)
  // Nobody is asked for an address over the telephone.
  const address = moto ? undefined : addressOf(payer.address)
  const details = { ...(name && { cardholder_name: name }), ...(address && { billing_address: address }) }
  return {
    ...(email && email === cleanText(email, payLimits.email) && { email }),
    ...(Object.keys(details).length > 0 && { prefilled_cardholder_details: details }),
  }
}

function addressOf(address: Payer['address']) {
  const limits = [
    ['line1', payLimits.addressLine],
    ['line2', payLimits.addressLine],
    ['city', payLimits.addressLine],
    ['postcode', payLimits.postcode],
  ] as const
  const filled = limits
    .map(([part, max]) => [part, cleanText(address?.[part] ?? '', max)] as const)
    .filter(([, text]) => text !== '')
  return filled.length > 0 ? Object.fromEntries(filled) : undefined
}

/**
 * Becomes columns of Pay's reports, and can never be changed: how finance splits a payment that Pay keeps as one amount.
 * Nothing personal: only our own codes.
 */
function metadata(request: CreateRequest): Record<string, string> {
  const { lines } = request
  const all = {
    attempt: request.idempotencyKey,
    reference: request.reference,
    form: request.form,
    fund: [...new Set(lines.map((line) => line.fund))].join(', '),
    ledger: [...new Set(lines.flatMap((line) => line.ledger ?? []))].join(', '),
  }
  const room = payLimits.metadataKeys - Object.keys(all).length
  // With more lines than columns the last column says how many are missing, so that nobody adds up half a payment.
  const shown = lines.length > room ? lines.slice(0, room - 1) : lines
  const columns = shown.map(lineText)
  if (shown.length < lines.length) columns.push(`and ${lines.length - shown.length} more lines`)
  const entries = [
    ...Object.entries(all),
    ...columns.map((text, place) => [`line_${place + 1}`, text] as const),
  ]
  return Object.fromEntries(
    entries
      .map(([key, text]) => [key, cleanText(text, payLimits.metadataText)] as const)
      .filter(([, text]) => text !== ''),
  )
}

function lineText(line: PaymentLine): string {
  return [poundsText(line.totalPence), line.fund, line.ledger, line.vat, line.code].filter(Boolean).join(' ')
}
