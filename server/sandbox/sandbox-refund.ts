import type { sandboxRefund } from '../db/schema/sandbox.ts'

export type SandboxRefundRow = typeof sandboxRefund.$inferSelect

/**
 * Refunds go back at once, but for two amounts by which every ending can be tried (the hosted page says so too): one ending
 * in 13 pence stays submitted for as long as a slow payment does, and one ending in 99 pence ends in error.
 */
export function refundFate(amountPence: number, now: Date, slowSeconds: number) {
  const text = String(amountPence)
  if (text.endsWith('99')) return { status: 'error', settlesAt: null }
  if (!text.endsWith('13')) return { status: 'success', settlesAt: null }
  return { status: 'submitted', settlesAt: new Date(now.getTime() + slowSeconds * 1000) }
}

/** The refund as the API tells it. */
export function shownRefund(row: SandboxRefundRow) {
  return {
    id: row.id,
    payment_id: row.paymentId,
    amount: row.amountPence,
    status: row.status,
    created_at: row.createdAt.toISOString(),
  }
}
