import { createHmac, timingSafeEqual } from 'node:crypto'
import type { sandboxPayment } from '../db/schema/sandbox.ts'
import { sha256 } from '../ids.ts'

export type SandboxRow = typeof sandboxPayment.$inferSelect

/** What the person on the hosted page may choose, and what becomes of the payment. */
export const outcomes = {
  pay: { status: 'success', code: null, returns: true },
  decline: { status: 'failed', code: 'declined', returns: true },
  cancel: { status: 'failed', code: 'cancelled-by-payer', returns: true },
  expire: { status: 'failed', code: 'expired', returns: true },
  close: { status: 'success', code: null, returns: false },
  slow: { status: 'submitted', code: null, returns: true },
} as const
export type Outcome = keyof typeof outcomes

export function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'string' && Object.hasOwn(outcomes, value)
}

export function isPayable(row: SandboxRow): boolean {
  return row.status === 'created' || row.status === 'started'
}

export function isOver(row: SandboxRow): boolean {
  return !isPayable(row) && row.status !== 'submitted'
}

/** The payment as the API tells it. */
export function shownPayment(row: SandboxRow, nextUrl: string | undefined) {
  return {
    id: row.id,
    amount: row.amountPence,
    reference: row.reference,
    description: row.description,
    return_url: row.returnUrl,
    status: row.status,
    finished: isOver(row),
    code: row.statusCode,
    created_at: row.createdAt.toISOString(),
    next_url: nextUrl ?? null,
  }
}

/**
 * The address of the page itself, behind its single-use link: it may be reloaded and needs no cookie. Worked out from the row,
 * so nothing more is stored; nobody without the books can make one.
 */
export function pageSession(row: SandboxRow): string {
  return `${row.id}-${createHmac('sha256', row.keyHash).update(`page:${row.id}`).digest('hex')}`
}

export function isSessionOf(row: SandboxRow, session: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(session)), Buffer.from(sha256(pageSession(row))))
}

/** The key's webhook secret: part of the sandbox's published contract (see payments/gateways/sandbox.ts). */
export function webhookSecretOf(keyHash: string): string {
  return sha256(`webhook:${keyHash}`)
}
