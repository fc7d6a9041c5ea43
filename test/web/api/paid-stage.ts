import { sql } from 'drizzle-orm'
import { bulkyWasteAnswers, type Call, libraryText, openStage, type Stage } from './api-stage.ts'

const tables = [
  'form',
  'form_draft',
  'form_version',
  'submission',
  'payment',
  'refund',
  'ledger_entry',
  'delivery',
  'destination',
  'gateway_account',
  'officer',
  'api_token',
]

export interface PaidStage extends Stage {
  call: Call
  reference: string
  paymentId: string
  /** Of £1.00, waiting for a second officer. */
  refundId: string
  deliveryId: string
  /** Every address that names something of Exampleshire's, with the scope and body it takes. */
  named: [method: string, path: string, scope: string, body?: unknown][]
  /** All that is kept but the audit trail, as text to compare. */
  everything(): Promise<string>
}

/** A stage on which Exampleshire has one form, one paid submission and one queued delivery. */
export async function openPaidStage(): Promise<PaidStage> {
  const stage = await openStage()
  const call = await stage.as(stage.organisation)
  await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))
  await call('POST', '/forms/bulky-waste/publication', { note: 'First' })
  const { reference, submissionId } = await stage.send('bulky-waste', bulkyWasteAnswers)
  const { paymentId, payUrl } = await stage.startPayment(submissionId)
  await stage.pay(payUrl, 'pay')
  await call('POST', `/payments/${paymentId}/check`)
  const waiting = await stage.house.payments.refunds.request({
    organisationId: stage.organisation.id,
    paymentId,
    lines: [{ line: 1, pence: 100 }],
    reason: 'Too much',
    actor: 'officer:somebody',
    needsSecondPerson: true,
  })
  const deliveryId: string = (await call('GET', '/deliveries')).json.deliveries[0].id
  return {
    ...stage,
    call,
    reference,
    paymentId,
    refundId: waiting.id,
    deliveryId,
    named: [
      ['GET', '/forms/bulky-waste/draft', 'forms:read'],
      ['GET', '/forms/bulky-waste/document', 'forms:read'],
      ['POST', '/forms/bulky-waste/price', 'forms:read', { answers: {} }],
      ['POST', '/forms/bulky-waste/publication', 'forms:write', { note: 'Mine now' }],
      ['GET', `/submissions/${reference}`, 'submissions:read'],
      ['GET', `/payments/${paymentId}`, 'payments:read'],
      ['POST', `/payments/${paymentId}/check`, 'payments:write'],
      ['GET', `/payments/${paymentId}/refunds`, 'payments:read'],
      ['POST', `/payments/${paymentId}/refunds`, 'payments:write', { reason: 'Mine now', everything: true }],
      ['GET', `/refunds/${waiting.id}`, 'payments:read'],
      ['GET', `/deliveries/${deliveryId}`, 'deliveries:read'],
      ['POST', `/deliveries/${deliveryId}/replay`, 'deliveries:write'],
    ],
    async everything() {
      const kept: unknown[] = []
      for (const table of tables) {
        const query = sql.raw(`select row_to_json(t)::text as row from ${table} t order by 1`)
        const result = (await stage.house.db.execute(query)) as unknown as { rows: { row: string }[] }
        kept.push([table, result.rows.map(({ row }) => row)])
      }
      return JSON.stringify(kept)
    },
  }
}
