import { and, asc, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { changeById, insertOnce } from '../db/row-statements.ts'
import { payment, webhookMessage } from '../db/schema/payments.ts'
import { statement } from '../db/statement.ts'
import { takeTurns } from '../db/take-turns.ts'
import type { PaymentChannel, PaymentState } from './payment.ts'

export type Payment = typeof payment.$inferSelect
export type NewPayment = typeof payment.$inferInsert

export interface PaymentFilter {
  state?: PaymentState
  /** Any of them. */
  states?: readonly PaymentState[]
  /** The whole reference. */
  reference?: string
  /** Part of a reference, the gateway's number of the payment, or part of the payer's name or e-mail address. */
  text?: string
  /** Pence. */
  amountPence?: number
  gateway?: string
  channel?: PaymentChannel
  /** Begun from this instant on, and before this one. */
  from?: Date
  before?: Date
  /** At most this many, newest first. Default 50, at most 200. */
  limit?: number
  offset?: number
}

/** Adds an attempt, or nothing when the submission already has an open one (index payment_one_open). */
const insert = insertOnce<Payment>('payment', payment)
export async function insertAttempt(tx: Tx, row: NewPayment): Promise<Payment | undefined> {
  return insert(tx, row)
}

const attempts = statement('payments_of_submission', (db) =>
  db
    .select()
    .from(payment)
    .where(eq(payment.submissionId, sql.placeholder('submissionId')))
    .orderBy(asc(payment.createdAt), asc(payment.id)),
)
export async function attemptsOf(db: Db | Tx, submissionId: string): Promise<Payment[]> {
  return attempts(db, { submissionId })
}

const locked = statement('payments_locked', (db) =>
  db
    .select()
    .from(payment)
    .where(eq(payment.submissionId, sql.placeholder('submissionId')))
    .orderBy(asc(payment.id))
    .for('update'),
)
/**
 * All attempts of a submission, locked, always in the same order: two attempts that succeed at once are then
 * decided one after the other, and the second sees the first's success.
 */
export async function lockAttempts(tx: Tx, submissionId: string): Promise<Payment[]> {
  return locked(tx, { submissionId })
}

const update = changeById<Payment>('payment', payment)
export async function updateAttempt(tx: Tx, id: string, change: Partial<NewPayment>): Promise<Payment> {
  const row = await update(tx, id, change)
  if (!row) throw new Error(`Payment ${id} is gone`)
  return row
}

const byId = statement('payment_by_id', (db) =>
  db
    .select()
    .from(payment)
    .where(eq(payment.id, sql.placeholder('id'))),
)
export async function paymentById(db: Db | Tx, id: string): Promise<Payment | undefined> {
  return (await byId(db, { id }))[0]
}

const byReturnId = statement('payment_by_return_id', (db) =>
  db
    .select()
    .from(payment)
    .where(eq(payment.returnId, sql.placeholder('returnId'))),
)
export async function paymentByReturnId(db: Db, returnId: string): Promise<Payment | undefined> {
  return (await byReturnId(db, { returnId }))[0]
}

const byGatewayId = statement('payment_by_gateway_id', (db) =>
  db
    .select()
    .from(payment)
    .where(
      and(
        eq(payment.gatewayAccountId, sql.placeholder('gatewayAccountId')),
        eq(payment.gatewayPaymentId, sql.placeholder('gatewayPaymentId')),
      ),
    ),
)
export async function paymentByGatewayId(
  tx: Tx,
  gatewayAccountId: string,
  gatewayPaymentId: string,
): Promise<Payment | undefined> {
  return (await byGatewayId(tx, { gatewayAccountId, gatewayPaymentId }))[0]
}

export async function listPayments(
  db: Db,
  organisationId: string,
  filter: PaymentFilter = {},
): Promise<Payment[]> {
  return db
    .select()
    .from(payment)
    .where(
      and(
        eq(payment.organisationId, organisationId),
        filter.state ? eq(payment.state, filter.state) : undefined,
        filter.states ? inArray(payment.state, [...filter.states]) : undefined,
        filter.reference ? eq(payment.reference, filter.reference) : undefined,
        filter.text ? speaksOf(filter.text) : undefined,
        filter.amountPence === undefined ? undefined : eq(payment.amountPence, filter.amountPence),
        filter.gateway ? eq(payment.gateway, filter.gateway) : undefined,
        filter.channel ? eq(payment.channel, filter.channel) : undefined,
        filter.from ? gte(payment.createdAt, filter.from) : undefined,
        filter.before ? lt(payment.createdAt, filter.before) : undefined,
      ),
    )
    .orderBy(desc(payment.createdAt), desc(payment.id))
    .limit(Math.min(filter.limit ?? 50, 200))
    .offset(filter.offset ?? 0)
}

/** What an officer types into the search box may be any of these. */
function speaksOf(typed: string): SQL | undefined {
  const text = typed.trim()
  const pattern = text.replace(/[\\%_]/g, '\\$&')
  return or(
    ilike(payment.reference, `%${pattern}%`),
    eq(payment.gatewayPaymentId, text),
    sql`${payment.traces} ->> 'transactionId' = ${text}`,
    sql`${payment.payer} ->> 'name' ilike ${`%${pattern}%`}`,
    sql`${payment.payer} ->> 'email' ilike ${`%${pattern}%`}`,
  )
}

/**
 * Takes payments whose check has come and puts their next check off by `leaseMs`: a job that is lost comes due again,
 * and two servers that sweep at once take different rows.
 */
export async function claimDue(tx: Tx, now: Date, leaseMs: number): Promise<{ id: string }[]> {
  const due = await tx
    .select({ id: payment.id })
    .from(payment)
    .where(lte(payment.nextCheckAt, now))
    .orderBy(asc(payment.nextCheckAt))
    .limit(200)
    .for('update', { skipLocked: true })
  if (due.length === 0) return []
  const lease = new Date(now.getTime() + leaseMs)
  await tx
    .update(payment)
    .set({ nextCheckAt: lease })
    .where(
      inArray(
        payment.id,
        due.map((row) => row.id),
      ),
    )
  return due
}

/**
 * Until the end of the transaction, nobody else may bring a message about this payment of the gateway's, or its id. Without it a
 * message and the id that come at the same moment each look for the other before it is committed, and neither is answered.
 */
export async function lockNews(tx: Tx, gatewayAccountId: string, gatewayPaymentId: string): Promise<void> {
  await takeTurns(tx, `payment ${gatewayAccountId} ${gatewayPaymentId}`)
}

const keepMessage = insertOnce<{ id: string }>('webhook_message', webhookMessage, { id: webhookMessage.id })
/** Keeps a webhook message once. False when the account already has it. */
export async function insertMessage(tx: Tx, row: typeof webhookMessage.$inferInsert): Promise<boolean> {
  return (await keepMessage(tx, row)) !== undefined
}

/** True when a webhook spoke of this payment before we knew its id. */
export async function hasMessageFor(
  tx: Tx,
  gatewayAccountId: string,
  gatewayPaymentId: string,
): Promise<boolean> {
  const found = await tx
    .select({ id: webhookMessage.id })
    .from(webhookMessage)
    .where(
      and(
        eq(webhookMessage.gatewayAccountId, gatewayAccountId),
        eq(webhookMessage.gatewayPaymentId, gatewayPaymentId),
      ),
    )
    .limit(1)
  return found.length > 0
}
