import { eq } from 'drizzle-orm'
import type { Clock } from '../../server/clock.ts'
import type { Database } from '../../server/db/client.ts'
import { auditEvent } from '../../server/db/schema/index.ts'
import type { Fact } from '../../server/facts.ts'
import { createFinance } from '../../server/finance/index.ts'
import { createLog } from '../../server/log.ts'
import {
  createPayments,
  type Payments,
  paymentById,
  refundById,
  type StartRequest,
} from '../../server/payments/index.ts'
import type { Job } from '../../server/queue.ts'
import { createSecrets } from '../../server/secrets.ts'
import { anOrganisation, aSubmission, lines } from './a-submission.ts'
import { obedientGateway } from './obedient-gateway.ts'

/** The payments room in a house of its own organisation: a clock to move, facts and jobs kept, the ledger posted to. */
export async function aHouse(database: Database, checkSeconds = [60, 180, 600]) {
  const { db } = database
  const time = { now: new Date('2026-11-22T10:00:00Z') }
  const clock: Clock = { now: () => new Date(time.now) }
  const gateway = obedientGateway()
  const finance = createFinance({ clock })
  const facts: Fact[] = []
  const jobs: Job[] = []
  const logged: string[] = []
  /** What fails from now on. */
  const down = { queue: false, reactions: false }
  const payments: Payments = createPayments({
    db,
    clock,
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    gateways: { obedient: gateway },
    secrets: createSecrets('a key of this test only'),
    checkSeconds,
    // What flow.ts does with money, without forms and deliveries.
    async announce(tx, fact) {
      if (down.reactions) throw new Error('a reaction failed')
      facts.push(fact)
      if (!('paymentId' in fact)) return
      const row = (await paymentById(tx, fact.paymentId))!
      if (fact.kind === 'payment.succeeded') await finance.postPayment(tx, row)
      if (fact.kind === 'payment.surcharged') await finance.postSurcharge(tx, row)
      if (fact.kind === 'payment.lost') await finance.reversePayment(tx, row)
      if (fact.kind === 'payment.held') {
        await finance.postHeld(tx, row)
        if (fact.because === 'overpaid') await payments.refunds.giveBack(tx, row)
      }
      if (fact.kind === 'refund.succeeded') {
        await finance.postRefund(tx, row, (await refundById(tx, fact.refundId))!)
      }
    },
    async enqueue(_tx, job) {
      if (down.queue) throw new Error('the queue is down')
      jobs.push(job)
    },
  })
  const organisationId = await anOrganisation(db)
  const account = await payments.accounts.add({
    organisationId,
    name: 'card',
    gateway: 'obedient',
    mode: 'test',
    settings: { apiKey: 'k' },
  })
  const request = (submissionId: string, change: Partial<StartRequest> = {}): StartRequest => ({
    organisationId,
    submissionId,
    mode: 'test',
    accountName: 'card',
    amountPence: 2500,
    lines: lines(2500),
    reference: 'BW-7K2M4P6RTX',
    description: 'Bulky waste collection',
    language: 'en',
    form: 'bulky-waste',
    channel: 'web',
    startedBy: 'resident',
    returnUrl: (returnId) => `http://localhost:3000/exampleshire/bulky-waste/return/${returnId}`,
    ...change,
  })
  return {
    db,
    time,
    gateway,
    payments,
    finance,
    facts,
    jobs,
    logged,
    down,
    organisationId,
    account,
    request,
    submission: () => aSubmission(db, organisationId, 2500),
    /** Pence posted for a submission, all entries together. */
    async posted(submissionId: string) {
      const entries = await finance.ledgerOf(db, submissionId)
      return entries.reduce((sum, entry) => sum + entry.grossPence, 0)
    },
    /** Works off what was queued, in order, until nothing is. */
    async work() {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        if (job.name === 'settle-payment') await payments.settle(job.paymentId, 'job')
        if (job.name === 'settle-refund') await payments.refunds.settle(job.refundId)
      }
    },
    /** A submission that was paid. */
    async paid() {
      const started = await this.started()
      gateway.say(started.gatewayId, { state: 'success', finished: true, nextUrl: undefined })
      await payments.settle(started.paymentId, 'return')
      return started
    },
    /** A submission with a payment that its resident was sent to pay. */
    async started() {
      const submissionId = await aSubmission(db, organisationId, 2500)
      const outcome = await payments.start(request(submissionId))
      if (outcome.kind !== 'redirect') throw new Error(`The payment did not start: ${outcome.kind}`)
      return { submissionId, paymentId: outcome.paymentId, gatewayId: `gw-${outcome.paymentId}` }
    },
    async events(paymentId: string) {
      const rows = await db
        .select()
        .from(auditEvent)
        .where(eq(auditEvent.paymentId, paymentId))
        .orderBy(auditEvent.id)
      return rows.map((row) => row.event)
    },
    pass(seconds: number) {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
  }
}
