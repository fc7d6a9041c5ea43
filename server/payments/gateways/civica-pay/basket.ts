import { z } from 'zod'
import { poundsText, sumPence } from '../../../money.ts'
import type { CreateRequest, Payer, PaymentLine } from '../../gateway.ts'
import { cleanText } from '../clean-text.ts'
import { type CivicaSettings, readCodes } from './settings.ts'

/** What one item of a basket is made from. */
type Item = Pick<PaymentLine, 'label' | 'narrative' | 'fund' | 'ledger' | 'totalPence' | 'quantity'> & {
  vat?: PaymentLine['vat'] | undefined
}

/** Items: with every line's refusals they still fit on one page of the payment query. */
const mostItems = 40

function fits(items: readonly Item[]): boolean {
  return items.length > 0 && items.length <= mostItems && items.every((item) => item.totalPence > 0)
}

/**
 * The items of a basket, each for its line's total with Quantity 1: Civica multiplies amounts nowhere that we know of, and a
 * total cannot be multiplied wrongly. Lines of nothing are left out. An item cannot be negative, so a discount is taken off
 * the lines of its own fund, ledger code and VAT treatment; where they do not cover it, all becomes ONE item under the largest
 * line's fund. Our own ledger keeps every line either way.
 */
export function basketItems(lines: readonly PaymentLine[]): Item[] {
  const priced = lines.filter((line) => line.totalPence !== 0)
  if (fits(priced)) return priced
  const byFund = folded(priced, (line) => JSON.stringify([line.fund, line.ledger, line.vat]))
  return fits(byFund) ? byFund : folded(priced, () => '')
}

function folded(lines: readonly PaymentLine[], keyOf: (line: PaymentLine) => string): Item[] {
  return [...Map.groupBy(lines, keyOf).values()].map((group) => {
    const largest = group.reduce((a, b) => (b.totalPence > a.totalPence ? b : a))
    const oneTreatment = group.every((line) => line.vat === largest.vat)
    return {
      ...largest,
      quantity: 1,
      totalPence: sumPence(group.map((line) => line.totalPence)),
      vat: oneTreatment ? largest.vat : undefined,
    }
  })
}

/** Body of CreateImmediatePaymentBasket, or undefined when its items would not come to exactly the amount asked for. */
export function basketBody(
  settings: CivicaSettings,
  request: CreateRequest,
  notifyUrl: string | undefined,
): object | undefined {
  const items = basketItems(request.lines)
  const total = sumPence(items.map((item) => item.totalPence))
  if (total !== request.amountPence || !fits(items)) return undefined
  const catalogue = readCodes(settings.catalogue)
  const vatCodes = readCodes(settings.vatCodes)
  const reference = cleanText(request.reference, 35)
  const address = addressDetails(request.payer)
  return {
    CallingAppIdentifier: settings.callingAppIdentifier,
    CustomerID: settings.customerId,
    ApiPassword: settings.apiPassword,
    ReturnURL: request.returnUrl,
    NotifyURL: notifyUrl,
    CallingAppTranReference: request.idempotencyKey,
    PaymentItems: items.map((item) => ({
      PaymentDetails: {
        CatalogueID: cleanText(catalogue.get(item.fund) ?? item.fund, 35),
        // What the money posts to within the fund: the ledger code where the line has one, else the resident's reference.
        AccountReference: cleanText(item.ledger ?? '', 35) || reference,
        PaymentAmount: poundsText(item.totalPence),
        Quantity: '1',
        VATCode: item.vat && vatCodes.get(item.vat),
        PaymentNarrative: cleanText(item.narrative ?? item.label, 100),
        CallingAppTranReference: request.idempotencyKey,
        ServicePayReference: reference,
        ServicePayNarrative: cleanText(request.description, 100),
        ServicePayItemDesc: cleanText(
          item.quantity > 1 ? `${item.quantity} x ${item.label}` : item.label,
          100,
        ),
        PaymentNotificationURL: notifyUrl,
        EmailAddress: plainEmail(request.payer?.email),
      },
      AddressDetails: address,
    })),
  }
}

/** An address that would have to be changed is left out: half an address reaches somebody else. */
function plainEmail(email: string | undefined): string | undefined {
  return email && email.length <= 254 && cleanText(email, 254) === email ? email : undefined
}

/** Lengths are Paylink's; the eStore's own are not published. */
function addressDetails(payer: Payer | undefined): Record<string, string> | undefined {
  const { line1 = '', line2 = '', city = '', postcode = '' } = payer?.address ?? {}
  const [, number, street] = /^\s*(\d+[A-Za-z]?)[\s,]+(\S.*)$/s.exec(line1) ?? []
  const parts = {
    Name: cleanText(payer?.name ?? '', 50),
    HouseNo: cleanText(number ?? '', 50),
    Street: cleanText(street ?? line1, 50),
    Area: cleanText(line2, 50),
    Town: cleanText(city, 50),
    Postcode: cleanText(postcode, 10),
  }
  const known = Object.entries(parts).filter(([, text]) => text !== '')
  return known.length > 0 ? Object.fromEntries(known) : undefined
}

const Reply = z.object({
  ResponseCode: z.string().min(1).max(40),
  Success: z.union([z.string(), z.boolean()]).nullish(),
  BasketReference: z.union([z.string(), z.number()]).nullish(),
  BasketToken: z.string().nullish(),
  ErrorMessage: z.unknown().optional(),
  ErrorSummary: z.unknown().optional(),
})

export interface BasketReply {
  /** "00000" is the only good one. */
  code: string
  /** Both there only in a good reply that does not contradict itself. */
  basket?: { reference: string; token: string }
  /** The basket API's own words, made fit for a log; its caller takes out what is secret or personal. */
  words: string
}

/** Undefined when it is not a reply of the basket API, whatever the HTTP status said. */
export function readBasketReply(text: string): BasketReply | undefined {
  const parsed = Reply.safeParse(readJson(text))
  if (!parsed.success) return undefined
  const { ResponseCode, Success, BasketReference, BasketToken, ErrorMessage, ErrorSummary } = parsed.data
  const good = ResponseCode === '00000' && String(Success ?? true).toLowerCase() === 'true'
  const words = [...new Set([ErrorSummary, ErrorMessage])].filter((part) => typeof part === 'string' && part)
  return {
    code: cleanText(ResponseCode, 40),
    words: words.join(': '),
    ...(good && BasketReference && BasketToken
      ? { basket: { reference: String(BasketReference), token: BasketToken } }
      : {}),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A broken proxy answers HTML: then nobody knows whether there is a basket.
    return undefined
  }
}
