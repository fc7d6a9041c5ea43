import { and, asc, eq } from 'drizzle-orm'
import { looksLikeCardNumber } from '../../form-schemas/card-number.ts'
import { londonDay } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { elsewhereClaim } from '../db/schema/payments.ts'
import { BadInput, Conflict, NotAllowed, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { formatPence, sumPence } from '../money.ts'
import { recordEvent } from '../people/audit.ts'
import type { Payer, PaymentLine } from './gateway.ts'
import { isHeld, isOpen, isPaid } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { attemptsOf, insertAttempt, lockAttempts, type Payment } from './payment-store.ts'
import { supersede } from './supersede.ts'
import { tellMoney } from './tell-money.ts'

/** How a payment can be taken without us. Never a card number: a card terminal keeps its own. */
export const elsewhereMethods = {
  cash: 'Cash',
  cheque: 'Cheque',
  'card-terminal': 'Card terminal at the counter',
  'bank-transfer': 'Bank transfer',
  'telephone-line': 'Automated telephone line',
  other: 'Another way',
} as const
export type ElsewhereMethod = keyof typeof elsewhereMethods

export type ElsewhereClaim = typeof elsewhereClaim.$inferSelect

/** What was owed, from the frozen submission: nobody types an amount of their own. */
export interface OwedPayment {
  organisationId: string
  submissionId: string
  mode: 'test' | 'live'
  amountPence: number
  lines: PaymentLine[]
  reference: string
  description: string
  language: 'en' | 'cy'
  form: string
  payer?: Payer
}

export interface ClaimTyped {
  method: string
  receiptNumber: string
  /** Day in Europe/London, YYYY-MM-DD. */
  paidOn: string
  /** Pence, as on the receipt: must be what is owed. */
  amountPence: number
}

/**
 * An officer says that a submission was paid by other means. Nothing counts as paid until another officer confirms it.
 * @throws BadInput @throws Conflict (paid already, or claimed already)
 */
export async function claimElsewhere(
  deps: PaymentDeps,
  owed: OwedPayment,
  typed: ClaimTyped,
  actor: string,
): Promise<ElsewhereClaim> {
  const checked = readClaim(deps, owed, typed)
  return deps.db.transaction(async (tx) => {
    const attempts = await lockAttempts(tx, owed.submissionId)
    if (attempts.some((row) => isPaid(row.state) || isHeld(row.state))) throw alreadyPaid()
    const [claim] = await tx
      .insert(elsewhereClaim)
      .values({
        id: newId(),
        organisationId: owed.organisationId,
        submissionId: owed.submissionId,
        ...checked,
        amountPence: owed.amountPence,
        claimedBy: actor,
        claimedAt: deps.clock.now(),
        state: 'claimed',
      })
      .onConflictDoNothing()
      .returning()
    if (!claim)
      throw new Conflict('A payment taken elsewhere is waiting to be confirmed for this submission already')
    await tellClaim(deps, tx, claim, actor, 'payment.claimed-elsewhere')
    return claim
  })
}

/**
 * The second officer's yes. An open attempt at a gateway is ended first; whoever is paying there at this moment is not charged twice.
 * @throws NotFound @throws NotAllowed (who claimed it cannot confirm it) @throws Conflict
 */
export async function confirmElsewhere(
  deps: PaymentDeps,
  owed: OwedPayment,
  claimId: string,
  actor: string,
): Promise<Payment> {
  const open = (await attemptsOf(deps.db, owed.submissionId)).find((row) => isOpen(row.state))
  if (open && (await supersede(deps, open))) {
    throw new Conflict(
      'A card payment for this submission is under way. Wait until it has ended, then look again.',
    )
  }
  return deps.db.transaction(async (tx) => {
    const attempts = await lockAttempts(tx, owed.submissionId)
    const claim = await lockedClaim(tx, owed.organisationId, claimId)
    if (claim.submissionId !== owed.submissionId) throw noClaim()
    if (claim.claimedBy === actor) {
      throw new NotAllowed(
        'A payment taken elsewhere must be confirmed by another officer than the one who recorded it.',
      )
    }
    if (attempts.some((row) => isPaid(row.state) || isHeld(row.state))) throw alreadyPaid()
    const now = deps.clock.now()
    const payment = await insertAttempt(tx, {
      id: newId(),
      organisationId: owed.organisationId,
      submissionId: owed.submissionId,
      gatewayAccountId: null,
      gateway: claim.method,
      channel: 'elsewhere',
      startedBy: claim.claimedBy,
      form: owed.form,
      payer: owed.payer ?? null,
      mode: owed.mode,
      returnId: newId(),
      gatewayPaymentId: claim.receiptNumber,
      state: 'success',
      amountPence: owed.amountPence,
      takenPence: owed.amountPence,
      lines: owed.lines,
      reference: owed.reference,
      description: owed.description,
      returnUrl: '',
      language: owed.language,
      finished: true,
      checks: 0,
      nextCheckAt: null,
      createdAt: now,
      stateAt: now,
    })
    if (!payment) throw new Conflict('A payment for this submission was begun at this moment. Look again.')
    await decide(deps, tx, claim, actor, { state: 'confirmed', paymentId: payment.id })
    await tellClaim(deps, tx, claim, actor, 'payment.confirmed-elsewhere', payment.id)
    await tellMoney(deps, tx, { ...payment, state: 'created', takenPence: null }, payment)
    return payment
  })
}

/** The second officer's no. @throws NotFound @throws Conflict */
export async function rejectElsewhere(
  deps: PaymentDeps,
  organisationId: string,
  claimId: string,
  actor: string,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const claim = await lockedClaim(tx, organisationId, claimId)
    await decide(deps, tx, claim, actor === claim.claimedBy ? null : actor, { state: 'rejected' })
    await tellClaim(deps, tx, claim, actor, 'payment.rejected-elsewhere')
  })
}

export async function claimsOf(deps: PaymentDeps, submissionId: string): Promise<ElsewhereClaim[]> {
  return deps.db
    .select()
    .from(elsewhereClaim)
    .where(eq(elsewhereClaim.submissionId, submissionId))
    .orderBy(asc(elsewhereClaim.claimedAt))
}

/** What waits for a second officer, oldest first. */
export async function openClaims(deps: PaymentDeps, organisationId: string): Promise<ElsewhereClaim[]> {
  return deps.db
    .select()
    .from(elsewhereClaim)
    .where(and(eq(elsewhereClaim.organisationId, organisationId), eq(elsewhereClaim.state, 'claimed')))
    .orderBy(asc(elsewhereClaim.claimedAt))
}

const noClaim = () => new NotFound('There is no such payment to confirm')
const alreadyPaid = () => new Conflict('This submission has been paid already')

async function lockedClaim(tx: Tx, organisationId: string, claimId: string): Promise<ElsewhereClaim> {
  const [claim] = await tx.select().from(elsewhereClaim).where(eq(elsewhereClaim.id, claimId)).for('update')
  if (!claim || claim.organisationId !== organisationId) throw noClaim()
  if (claim.state !== 'claimed') throw new Conflict('This payment has been confirmed or rejected already')
  return claim
}

async function decide(
  deps: PaymentDeps,
  tx: Tx,
  claim: ElsewhereClaim,
  actor: string | null,
  change: { state: 'confirmed' | 'rejected'; paymentId?: string },
): Promise<void> {
  await tx
    .update(elsewhereClaim)
    .set({ ...change, decidedBy: actor, decidedAt: deps.clock.now() })
    .where(eq(elsewhereClaim.id, claim.id))
}

async function tellClaim(
  deps: PaymentDeps,
  tx: Tx,
  claim: ElsewhereClaim,
  actor: string,
  event: string,
  paymentId?: string,
): Promise<void> {
  await recordEvent(tx, {
    organisationId: claim.organisationId,
    at: deps.clock.now(),
    actor,
    event,
    submissionId: claim.submissionId,
    paymentId,
    details: {
      method: claim.method,
      receiptNumber: claim.receiptNumber,
      paidOn: claim.paidOn,
      amountPence: claim.amountPence,
    },
  })
}

function readClaim(deps: PaymentDeps, owed: OwedPayment, typed: ClaimTyped) {
  const problems: { pointer: string; message: string }[] = []
  const wrong = (pointer: string, message: string) => problems.push({ pointer, message })
  if (!Object.hasOwn(elsewhereMethods, typed.method)) wrong('/method', 'Choose how it was paid')
  const receiptNumber = typed.receiptNumber.replace(/\s+/g, ' ').trim()
  if (receiptNumber === '') wrong('/receiptNumber', 'Enter the receipt number')
  else if (receiptNumber.length > 50)
    wrong('/receiptNumber', 'The receipt number must be 50 characters or fewer')
  else if (looksLikeCardNumber(receiptNumber))
    wrong('/receiptNumber', 'This looks like a card number. Enter the number of the receipt.')
  const today = londonDay(deps.clock.now())
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed.paidOn) || Number.isNaN(Date.parse(`${typed.paidOn}T00:00:00Z`))) {
    wrong('/paidOn', 'Enter the day it was paid')
  } else if (typed.paidOn > today) wrong('/paidOn', 'The day it was paid must be today or in the past')
  if (typed.amountPence !== owed.amountPence) {
    wrong('/amount', `The amount must be ${formatPence(owed.amountPence)}, which is what is owed`)
  }
  if (problems.length > 0) throw new BadInput('This payment cannot be recorded', problems)
  if (sumPence(owed.lines.map((line) => line.totalPence)) !== owed.amountPence) {
    throw new Error(`The lines of submission ${owed.submissionId} do not come to what is owed`)
  }
  return { method: typed.method as ElsewhereMethod, receiptNumber, paidOn: typed.paidOn }
}
