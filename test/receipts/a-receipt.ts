import type { FormDocument } from '../../form-schemas/document.ts'
import type { Words } from '../../form-schemas/words.ts'
import { sumPence } from '../../server/money.ts'
import type { Payment, PaymentLine, Refund } from '../../server/payments/index.ts'
import type { ReceiptInput } from '../../server/receipts/receipt.ts'

export const issuer = {
  name: { en: 'Exampleshire Council', cy: 'Cyngor Sir Esiampl' },
  address: ['Civic Centre', '1 High Street', 'Exampleton', 'EX1 2AB'],
  vatNumber: 'GB 123 4567 89',
}

export function paymentLine(change: Partial<PaymentLine> = {}): PaymentLine {
  const line = {
    code: 'collection',
    label: 'Collection',
    quantity: 1,
    amountPence: 2500,
    vat: 'outside-scope',
    fund: 'BW',
  }
  const whole = { ...line, ...change } as PaymentLine
  return { ...whole, totalPence: change.totalPence ?? whole.quantity * whole.amountPence }
}

export function payment(lines: PaymentLine[], change: Partial<Payment> = {}): Payment {
  const amountPence = sumPence(lines.map((line) => line.totalPence))
  return {
    id: '3f9a1c00000000000000000000000000',
    organisationId: 'o',
    submissionId: 's',
    gatewayAccountId: 'a',
    gateway: 'sandbox',
    channel: 'web',
    startedBy: 'resident',
    form: 'bulky-waste',
    payer: {
      name: 'Siân Ŵyn',
      email: 'sian@example.com',
      address: { line1: '2 Low Street', city: 'Exampleton', postcode: 'EX2 3CD' },
    },
    mode: 'live',
    returnId: 'r',
    gatewayPaymentId: 'g',
    state: 'success',
    stateReason: null,
    amountPence,
    takenPence: amountPence,
    surchargePence: 0,
    traces: { cardBrand: 'visa', lastDigits: '1111' },
    sealedLink: null,
    lines,
    reference: 'BW-K7X4P9TR2M',
    description: 'Bulky waste',
    returnUrl: '',
    language: 'en',
    finished: true,
    checks: 1,
    nextCheckAt: null,
    createdAt: new Date('2026-07-14T22:50:00Z'),
    stateAt: new Date('2026-07-14T23:10:00Z'),
    ...change,
  }
}

export function refund(lines: Refund['lines'], change: Partial<Refund> = {}): Refund {
  const at = new Date('2026-08-03T10:00:00Z')
  return {
    id: '1'.repeat(32),
    organisationId: 'o',
    paymentId: '3f9a1c00000000000000000000000000',
    submissionId: 's',
    state: 'success',
    stateReason: null,
    amountPence: sumPence(lines.map(({ pence }) => pence)),
    lines,
    reason: 'Cancelled',
    gatewayRefundId: null,
    firstSentAt: at,
    paidBy: null,
    paidReference: null,
    requestedBy: 'officer:1',
    requestedAt: at,
    decidedBy: null,
    decidedAt: null,
    stateAt: at,
    checks: 0,
    nextCheckAt: null,
    ...change,
  }
}

/** What a receipt is made of. `labels` are the words of the price that was shown, line by line. */
export function input(
  lines: PaymentLine[],
  change: Partial<ReceiptInput> & { labels?: Words[]; paid?: Partial<Payment> } = {},
): ReceiptInput {
  const { labels, paid, ...rest } = change
  const shown = lines.map((line, at) => ({ ...line, label: labels?.[at] ?? line.label }))
  const made = payment(lines, paid)
  return {
    submission: {
      reference: 'K7X4P9TR2M',
      price: {
        totalPence: made.amountPence,
        lines: shown,
        explanation: { on: '2026-07-15', values: [], lines: [] },
      },
      paidBy: null,
      completedAt: null,
    },
    form: {
      document: {
        title: { en: 'Book a bulky waste collection', cy: 'Archebu casgliad gwastraff swmpus' },
      } as FormDocument,
    },
    payment: made,
    issuer,
    refunds: [],
    ...rest,
  }
}

/** Two treatments with VAT, one without: £250 or less. */
export const mixed = () =>
  input(
    [
      paymentLine({ code: 'hall', label: 'Hall hire', quantity: 3, amountPence: 4000, vat: 'standard' }),
      paymentLine({ code: 'heat', label: 'Heating', amountPence: 1050, vat: 'reduced' }),
      paymentLine({ code: 'licence', label: 'Licence', amountPence: 2100 }),
    ],
    {
      labels: [
        { en: 'Hire of the main hall, an hour', cy: 'Llogi’r brif neuadd, yr awr' },
        { en: 'Heating', cy: 'Gwres' },
        { en: 'Licence', cy: 'Trwydded' },
      ],
      refunds: [refund([{ line: 1, pence: 4000 }])],
    },
  )
