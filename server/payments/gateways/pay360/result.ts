import { z } from 'zod'
import type { GatewayStatus, PaymentTraces } from '../../gateway.ts'
import { SoapText as Text } from '../soap.ts'

/** Pence as the schema writes them (`xs:int`). Anything else, "25.00" too, is not an amount. */
const PenceText = Text.pipe(z.string().regex(/^\+?\d{1,10}$/)).transform(Number)

const AuthDetails = z.object({
  amountInMinorUnits: PenceText,
  authCode: Text,
  maskedCardNumber: Text,
  cardDescription: Text,
})
const NonCardPayment = z.object({
  amountInMinorUnits: PenceText,
  paymentType: Text,
  paymentProviderReference: Text,
  openBankingPayment: z.object({ transactionStatus: Text }).optional(),
})
const Items = z.object({
  items: z.object({ itemSummary: z.array(z.object({ lineId: Text, continuousAuditNumber: Text })) }),
})
const Header = z.object({ transactionDate: Text, uniqueTranId: Text })

const PaymentDetails = z.object({
  // What finance looks payments up by. A payment counts as paid without it.
  paymentHeader: Header.optional().catch(undefined),
  saleSummary: Items.optional().catch(undefined),
  authDetails: AuthDetails.optional(),
  nonCardPayment: NonCardPayment.optional(),
  surchargeDetails: z.object({ amountInMinorUnits: PenceText }).optional(),
})
type PaymentDetails = z.infer<typeof PaymentDetails>

/** `paymentResult` of a session that is over. */
export const PaymentResult = z.object({
  status: Text,
  // Of no interest, and not read, unless money was taken.
  paymentDetails: z.unknown().optional(),
  errorDetails: z.unknown().optional(),
})
type PaymentResult = z.infer<typeof PaymentResult>

/**
 * Sessions that ended without anybody declining. The vendor explains none of its codes in public: we read LOGGED_OUT as a session
 * that was left alone for too long, and NOT_ATTEMPTED as a payer who went away before giving card details.
 */
export const pay360Endings = {
  LOGGED_OUT: 'expired',
  NOT_ATTEMPTED: 'cancelled',
  'open-banking-expired': 'expired',
} as const

const withoutMoney: Record<string, GatewayStatus['state']> = {
  CANCELLED: 'cancelled',
  LOGGED_OUT: 'failed',
  NOT_ATTEMPTED: 'failed',
  CARD_DETAILS_REJECTED: 'failed',
  INVALID_REQUEST: 'error',
  ERROR: 'error',
}

/** What the result means; undefined for one that we do not know, and for a success without an amount. */
export function paymentStatus({ status, paymentDetails }: PaymentResult): GatewayStatus | undefined {
  if (status === 'SUCCESS') return paidStatus(paymentDetails)
  if (!Object.hasOwn(withoutMoney, status)) return undefined
  return { state: withoutMoney[status]!, finished: true, amountPence: 0, code: status }
}

function paidStatus(paymentDetails: unknown): GatewayStatus | undefined {
  const details = PaymentDetails.safeParse(paymentDetails).data
  if (!details) return undefined
  const { authDetails: card, nonCardPayment: other } = details
  // The schema has a choice of the two.
  if ((card === undefined) === (other === undefined)) return undefined
  const { amountInMinorUnits: takenPence } = card ?? other!
  // One authorisation takes a surcharge with the rest; the schema has it as a line of its own. We ask for none.
  const surchargePence = details.surchargeDetails?.amountInMinorUnits ?? 0
  const money = {
    amountPence: takenPence - surchargePence,
    ...(surchargePence > 0 && { surchargePence }),
    traces: tracesOf(details),
  }
  return other ? nonCardStatus(other, money) : { state: 'success', finished: true, ...money }
}

const openBanking: Record<string, Pick<GatewayStatus, 'state' | 'finished' | 'code'>> = {
  COMPLETE: { state: 'success', finished: true },
  PENDING: { state: 'submitted', finished: false },
  PROCESSING: { state: 'submitted', finished: false },
  DECLINED: { state: 'failed', finished: true, code: 'open-banking-declined' },
  EXPIRED: { state: 'failed', finished: true, code: 'open-banking-expired' },
  ERROR: { state: 'error', finished: true, code: 'open-banking-error' },
}

/**
 * SUCCESS of a payment by bank says only that it was begun: its own status tells whether money came. Replies of before 2025 give a
 * provider's reference instead, which is enough for what is not paid by bank.
 */
function nonCardStatus(
  other: z.infer<typeof NonCardPayment>,
  money: Pick<GatewayStatus, 'amountPence' | 'surchargePence' | 'traces'>,
): GatewayStatus | undefined {
  const bank = other.openBankingPayment
  if (bank) {
    const state = Object.hasOwn(openBanking, bank.transactionStatus) && openBanking[bank.transactionStatus]
    return state ? { ...state, ...money } : undefined
  }
  if (other.paymentProviderReference === '' || /bank/i.test(other.paymentType)) return undefined
  return { state: 'success', finished: true, ...money }
}

function tracesOf(details: PaymentDetails): PaymentTraces {
  const { authDetails: card, nonCardPayment: other, paymentHeader: header } = details
  const brand = card?.cardDescription ?? other?.paymentType ?? ''
  const lastDigits = /\d{4}$/.exec(card?.maskedCardNumber ?? '')?.[0]
  const auditNumbers = auditNumbersOf(details)
  const capturedOn = dayOf(header?.transactionDate ?? '')
  return {
    ...(brand !== '' && brand !== 'NONE' && { cardBrand: brand.slice(0, 50) }),
    ...(lastDigits && { lastDigits }),
    ...(card?.authCode && { authCode: card.authCode.slice(0, 50) }),
    ...(header?.uniqueTranId && { transactionId: header.uniqueTranId.slice(0, 50) }),
    ...(Object.keys(auditNumbers).length > 0 && { auditNumbers }),
    ...(capturedOn && { capturedOn }),
  }
}

/** By the line ids that we gave, which are line numbers; continuousAuditNumber has at most five digits. */
function auditNumbersOf({ saleSummary }: PaymentDetails): Record<string, string> {
  const pairs = saleSummary?.items.itemSummary ?? []
  return Object.fromEntries(
    pairs
      .filter((pair) => /^\d{1,5}$/.test(pair.lineId) && /^\d{1,5}$/.test(pair.continuousAuditNumber))
      .map((pair) => [pair.lineId, pair.continuousAuditNumber]),
  )
}

/** The day in UTC. An xs:dateTime without a zone keeps the day that it says. */
function dayOf(transactionDate: string): string | undefined {
  const [, day, zone] = /^(\d{4}-\d{2}-\d{2})T[\d:.]+(Z|[+-]\d{2}:\d{2})?$/.exec(transactionDate) ?? []
  const instant = new Date(zone ? transactionDate : `${day}T00:00:00Z`)
  return day && !Number.isNaN(instant.getTime()) ? instant.toISOString().slice(0, 10) : undefined
}
