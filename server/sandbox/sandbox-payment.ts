import { createHmac, timingSafeEqual } from 'node:crypto'
import type { sandboxPayment } from '../db/schema/sandbox.ts'
import { sha256 } from '../ids.ts'

export type SandboxRow = typeof sandboxPayment.$inferSelect

interface Ending {
  status: 'success' | 'failed' | 'error' | 'submitted'
  code: string | null
  /** Back to the return address, as opposed to a window that is closed. */
  returns: boolean
  /** What a submitted payment becomes when its seconds have passed. */
  settlesAs?: 'success' | 'failed'
  surchargePence?: number
}

/** What a corporate card costs the payer on top. */
export const surchargePence = 50

/** What the person on the hosted page may choose, and what becomes of the payment. */
export const outcomes = {
  pay: { status: 'success', code: null, returns: true },
  decline: { status: 'failed', code: 'declined', returns: true },
  cancel: { status: 'failed', code: 'cancelled-by-payer', returns: true },
  expire: { status: 'failed', code: 'expired', returns: true },
  close: { status: 'success', code: null, returns: false },
  slow: { status: 'submitted', code: null, returns: true, settlesAs: 'success' },
  'slow-decline': { status: 'submitted', code: null, returns: true, settlesAs: 'failed' },
  surcharge: { status: 'success', code: null, returns: true, surchargePence },
  error: { status: 'error', code: 'provider-error', returns: true },
} as const satisfies Record<string, Ending>
export type Outcome = keyof typeof outcomes

export function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'string' && Object.hasOwn(outcomes, value)
}

/** What the choice writes into the payment. */
export function endingOf(outcome: Outcome, now: Date, slowSeconds: number) {
  const ending: Ending = outcomes[outcome]
  const slow = ending.status === 'submitted'
  return {
    status: ending.status,
    statusCode: ending.code,
    surchargePence: ending.surchargePence ?? 0,
    settlesAs: ending.settlesAs ?? null,
    settlesAt: slow ? new Date(now.getTime() + slowSeconds * 1000) : null,
    endedAt: slow ? null : now,
  }
}

export function isPayable(row: SandboxRow): boolean {
  return row.status === 'created' || row.status === 'started'
}

export function isOver(row: SandboxRow): boolean {
  return !isPayable(row) && row.status !== 'submitted'
}

/** The payment as the API tells it. */
export function shownPayment(row: SandboxRow, nextUrl: string | undefined) {
  const paid = row.status === 'success'
  return {
    id: row.id,
    amount: row.amountPence,
    surcharge: row.surchargePence,
    reference: row.reference,
    description: row.description,
    return_url: row.returnUrl,
    moto: row.moto,
    status: row.status,
    finished: isOver(row),
    code: row.statusCode,
    created_at: row.createdAt.toISOString(),
    next_url: nextUrl ?? null,
    // There is no card: these stand where a real gateway has one, so that receipts and exports can be tried.
    card: paid ? { brand: 'Sandbox', last_digits: '0000' } : null,
    captured_on: paid ? (row.endedAt?.toISOString().slice(0, 10) ?? null) : null,
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
