import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../server/log.ts'
import { createGateways, createPayments } from '../../server/payments/index.ts'
import type { Job } from '../../server/queue.ts'
import { createSecrets } from '../../server/secrets.ts'
import { onBothEngines } from '../support/db.ts'
import { type GovukPayStandIn, startGovukPay } from '../support/govuk-pay.ts'
import { anOrganisation, aSubmission, lines } from './a-submission.ts'

onBothEngines('a submission paid through GOV.UK Pay', (database) => {
  let pay: GovukPayStandIn
  beforeAll(async () => {
    pay = await startGovukPay()
  })
  afterAll(() => pay.close())

  async function aRoom() {
    const { db } = database()
    const jobs: Job[] = []
    const succeeded: string[] = []
    const logged: string[] = []
    const payments = createPayments({
      db,
      clock: { now: () => new Date(pay.now.ms) },
      log: createLog('debug', { write: (line) => void logged.push(line) }),
      gateways: createGateways({
        govukPayUrl: pay.url,
        sandboxUrl: 'http://nowhere.example',
        timeoutMs: 2000,
      }),
      secrets: createSecrets('a key of this test only'),
      announce: async (_tx, fact) =>
        void (fact.kind === 'payment.succeeded' && succeeded.push(fact.paymentId)),
      enqueue: async (_tx, job) => void jobs.push(job),
      checkSeconds: [60, 180, 600],
    })
    const organisationId = await anOrganisation(db)
    const account = await payments.accounts.add({
      organisationId,
      name: 'card',
      gateway: 'govuk-pay',
      mode: 'test',
      settings: { apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret] },
    })
    const submissionId = await aSubmission(db, organisationId, 2500)
    const start = () =>
      payments.start({
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
        returnUrl: (returnId) => `http://localhost:3000/return/${returnId}`,
      })
    async function link(): Promise<string> {
      const outcome = await start()
      if (outcome.kind !== 'redirect') throw new Error(outcome.kind)
      return outcome.url
    }
    async function work() {
      for (const job of jobs.splice(0))
        if (job.name === 'settle-payment') await payments.settle(job.paymentId, 'job')
    }
    const madeHere = async () => (await payments.forSubmission(submissionId)).map((row) => row.id)
    const atPay = async () => {
      const keys = await madeHere()
      return [...pay.payments.values()].filter((payment) => keys.includes(payment.key))
    }
    return { payments, account, submissionId, start, link, work, jobs, succeeded, logged, atPay }
  }

  test('a lost reply, a decline, a new try and webhooks in any number end in one payment of the price', async () => {
    const room = await aRoom()
    pay.faults.push({ kind: 'reply-lost' })
    expect((await room.start()).kind).toBe('unavailable')
    await pay.visit(await room.link(), 'decline')
    expect(await room.atPay()).toHaveLength(1)
    await pay.visit(await room.link(), 'pay')
    expect(await room.atPay()).toHaveLength(2)
    for (const { body, headers } of pay.webhooks(5)) {
      await room.payments.receiveWebhook('govuk-pay', room.account.id, '', body, headers)
    }
    await room.work()
    const states = (await room.payments.forSubmission(room.submissionId)).map((row) => [
      row.state,
      row.stateReason,
    ])
    expect(states).toEqual(
      expect.arrayContaining([
        ['failed', 'P0010'],
        ['success', null],
      ]),
    )
    expect(states).toHaveLength(2)
    expect(room.succeeded).toHaveLength(1)
    expect(await room.start()).toEqual({ kind: 'paid' })
    for (const secret of [pay.url, '/secure/', pay.apiKey, pay.webhookSecret]) {
      expect(room.logged.join('\n')).not.toContain(secret)
    }
  })

  test('who never returns is found by the poller alone', async () => {
    const room = await aRoom()
    await pay.visit(await room.link(), 'pay')
    pay.now.ms += 61_000
    await room.payments.checkDue(new Date(pay.now.ms))
    await room.work()
    expect(room.succeeded).toHaveLength(1)
  })

  test('who never pays expires when Pay says so, and not before', async () => {
    const room = await aRoom()
    await pay.visit(await room.link(), 'open')
    const [paymentId = ''] = (await room.payments.forSubmission(room.submissionId)).map((row) => row.id)
    pay.now.ms += 89 * 60_000
    expect((await room.payments.settle(paymentId, 'job')).state).toBe('started')
    pay.now.ms += 60_000
    expect(await room.payments.settle(paymentId, 'job')).toMatchObject({
      state: 'failed',
      stateReason: 'P0020',
    })
    expect(room.succeeded).toEqual([])
    await pay.visit(await room.link(), 'pay')
    expect(await room.start()).toEqual({ kind: 'paid' })
    expect(room.succeeded).toHaveLength(1)
  })
})
