import { eq } from 'drizzle-orm'
import type { Clock } from '../../server/clock.ts'
import type { Database } from '../../server/db/client.ts'
import { auditEvent } from '../../server/db/schema/index.ts'
import type { Fact } from '../../server/facts.ts'
import { createFinance } from '../../server/finance/index.ts'
import { createLog } from '../../server/log.ts'
import { createPayments, paymentById, type StartRequest } from '../../server/payments/index.ts'
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
  const payments = createPayments({
    db,
    clock,
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    gateways: { obedient: gateway },
    secrets: createSecrets('a key of this test only'),
    checkSeconds,
    async announce(tx, fact) {
      if (down.reactions) throw new Error('a reaction failed')
      facts.push(fact)
      if (fact.kind !== 'payment.succeeded') return
      const row = await paymentById(tx, fact.paymentId)
      if (row) await finance.postPayment(tx, row)
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
