import fc from 'fast-check'
import { expect, test } from 'vitest'
import { payment } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'

onBothEngines('settling a payment', (database) => {
  test('fifty at once make one success, one fact and one posting', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true, nextUrl: undefined })
    const settled = await Promise.all(
      Array.from({ length: 50 }, (_, i) => house.payments.settle(paymentId, i % 2 ? 'return' : 'job')),
    )
    expect(new Set(settled.map((row) => row.state))).toEqual(new Set(['success']))
    expect(house.facts).toEqual([
      {
        kind: 'payment.succeeded',
        organisationId: house.organisationId,
        submissionId,
        paymentId,
        amountPence: 2500,
      },
    ])
    expect(await house.finance.ledgerOf(house.db, submissionId)).toHaveLength(2)
    expect(await house.events(paymentId)).toEqual(['payment.created', 'payment.sent', 'payment.succeeded'])
    const row = await house.payments.get(house.organisationId, paymentId)
    expect(row).toMatchObject({ state: 'success', finished: true, nextCheckAt: null })
  })

  test('return page, webhook and poller in any order and number end the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('return', 'webhook', 'poller', 'officer'), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('success' as const, 'failed' as const),
        async (order, end) => {
          const house = await aHouse(database())
          const { paymentId, gatewayId, submissionId } = await house.started()
          house.gateway.say(gatewayId, { state: end, finished: true })
          const settleJobs = async () => {
            for (const job of house.jobs.splice(0)) {
              if (job.name === 'settle-payment' && job.paymentId === paymentId) {
                await house.payments.settle(job.paymentId, 'job')
              }
            }
          }
          for (const [i, source] of order.entries()) {
            house.pass(61)
            if (source === 'return') await house.payments.settle(paymentId, 'return')
            if (source === 'officer') await house.payments.settle(paymentId, 'officer:abc')
            if (source === 'poller') await house.payments.checkDue(house.time.now)
            if (source === 'webhook') {
              const body = new TextEncoder().encode(`m${i % 2} ${gatewayId}`)
              const headers = new Headers({ signature: 'good' })
              await house.payments.receiveWebhook('obedient', house.account.id, '', body, headers)
            }
            await settleJobs()
          }
          const row = await house.payments.get(house.organisationId, paymentId)
          expect(row).toMatchObject({ state: end, finished: true, nextCheckAt: null })
          expect(house.facts).toHaveLength(end === 'success' ? 1 : 0)
          expect(await house.finance.ledgerOf(house.db, submissionId)).toHaveLength(end === 'success' ? 2 : 0)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('a second success for a submission is overpaid: kept apart in the ledger, told, and given back whole', async () => {
    const house = await aHouse(database())
    const first = await house.started()
    house.gateway.say(first.gatewayId, { state: 'failed', finished: true })
    await house.payments.settle(first.paymentId, 'return')
    const second = await house.payments.start(house.request(first.submissionId))
    if (second.kind !== 'redirect') throw new Error(second.kind)
    house.gateway.say(`gw-${second.paymentId}`, { state: 'success', finished: true })
    house.gateway.say(first.gatewayId, { state: 'success', finished: true })
    await Promise.all([
      house.payments.settle(first.paymentId, 'job'),
      house.payments.settle(second.paymentId, 'return'),
    ])
    const states = (await house.payments.forSubmission(first.submissionId)).map((row) => row.state).sort()
    expect(states).toEqual(['overpaid', 'success'])
    expect(house.facts.map((fact) => fact.kind).sort()).toEqual(['payment.held', 'payment.succeeded'])
    expect(await house.posted(first.submissionId)).toBe(5000)
    const events = [...(await house.events(first.paymentId)), ...(await house.events(second.paymentId))]
    expect(events.filter((event) => event === 'payment.overpaid')).toHaveLength(1)
    expect(house.logged.some((line) => line.includes('payment.held'))).toBe(true)
    await house.work()
    expect(await house.posted(first.submissionId)).toBe(2500)
    expect(house.gateway.refunded(`gw-${second.paymentId}`) + house.gateway.refunded(first.gatewayId)).toBe(
      2500,
    )
  })

  test('another amount than asked for is quarantined', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true, amountPence: 25 })
    expect((await house.payments.settle(paymentId, 'return')).state).toBe('mismatched')
    expect(house.facts).toMatchObject([{ kind: 'payment.held', because: 'mismatched', paymentId }])
    const ledger = await house.finance.ledgerOf(house.db, submissionId)
    expect(ledger).toMatchObject([{ kind: 'held', grossPence: 25, lineCode: 'mismatched' }])
    expect(await house.payments.refunds.list(house.organisationId)).toEqual([])
    expect(await house.events(paymentId)).toContain('payment.mismatched')
    expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'checking', paymentId })
  })

  test('late answers never move a payment back', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'submitted' })
    await house.payments.settle(paymentId, 'job')
    house.gateway.nextQuery.push(async () => {
      house.gateway.say(gatewayId, { state: 'success', finished: true })
      await house.payments.settle(paymentId, 'return')
      house.gateway.say(gatewayId, { state: 'started', finished: false })
    })
    expect((await house.payments.settle(paymentId, 'job')).state).toBe('success')
    expect((await house.payments.settle(paymentId, 'job')).state).toBe('success')
    expect(await house.events(paymentId)).toEqual([
      'payment.created',
      'payment.sent',
      'payment.submitted',
      'payment.succeeded',
    ])
  })

  test('what fails in the reactions leaves nothing behind, and the next settle does it all', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    house.down.reactions = true
    await expect(house.payments.settle(paymentId, 'job')).rejects.toThrow('a reaction failed')
    house.down.reactions = false
    expect((await house.payments.get(house.organisationId, paymentId)).state).toBe('created')
    expect(await house.events(paymentId)).toEqual(['payment.created', 'payment.sent'])
    expect((await house.payments.settle(paymentId, 'job')).state).toBe('success')
    expect(await house.finance.ledgerOf(house.db, submissionId)).toHaveLength(2)
  })

  test('a gateway that does not answer costs nothing but a later check', async () => {
    const house = await aHouse(database())
    const { paymentId } = await house.started()
    house.pass(60)
    house.gateway.nextQuery.push({ kind: 'unreachable', message: '' })
    const row = await house.payments.settle(paymentId, 'job')
    expect(row).toMatchObject({ state: 'created', finished: false, checks: 1 })
    expect(row.nextCheckAt).toEqual(new Date('2026-11-22T10:03:00Z'))
  })

  test('a payment is checked until the gateway says finished, however long that takes', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    for (let hour = 0; hour < 46; hour++) {
      house.pass(3700)
      await house.payments.checkDue(house.time.now)
      expect(house.jobs.splice(0)).toContainEqual({ name: 'settle-payment', paymentId })
      expect((await house.payments.settle(paymentId, 'job')).state).toBe('created')
    }
    house.gateway.say(gatewayId, { state: 'failed', finished: true, code: 'P0020' })
    expect(await house.payments.settle(paymentId, 'job')).toMatchObject({
      state: 'failed',
      nextCheckAt: null,
    })
  })

  test('a check is queued once, and again when its job was lost', async () => {
    const house = await aHouse(database())
    const { paymentId } = await house.started()
    const mine = () =>
      house.jobs.splice(0).filter((job) => 'paymentId' in job && job.paymentId === paymentId).length
    await house.payments.checkDue(house.time.now)
    expect(mine()).toBe(0)
    house.pass(60)
    await Promise.all([house.payments.checkDue(house.time.now), house.payments.checkDue(house.time.now)])
    expect(mine()).toBe(1)
    house.pass(60)
    await house.payments.checkDue(house.time.now)
    expect(mine()).toBe(1)
  })

  test('an attempt that never reached its gateway is closed only after the gateway would have', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    house.gateway.nextCreate.push({ kind: 'unreachable', message: '' })
    await house.payments.start(house.request(submissionId))
    const [open] = await house.payments.forSubmission(submissionId)
    house.pass(90 * 60)
    expect((await house.payments.settle(open?.id ?? '', 'job')).state).toBe('created')
    house.pass(1)
    const closed = await house.payments.settle(open?.id ?? '', 'job')
    expect(closed).toMatchObject({
      state: 'error',
      stateReason: 'never-sent',
      finished: true,
      nextCheckAt: null,
    })
  })

  test('an attempt its gateway does not know is closed only when the schedule is over', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    house.gateway.byId.delete(gatewayId)
    expect((await house.payments.settle(paymentId, 'job')).state).toBe('created')
    house.pass(601)
    expect(await house.payments.settle(paymentId, 'job')).toMatchObject({
      state: 'error',
      stateReason: 'missing',
    })
  })

  test('the officer who asked is in the audit event', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    await house.payments.settle(paymentId, 'officer:0123')
    const rows = await house.db.query.auditEvent.findMany()
    const event = rows.find((row) => row.paymentId === paymentId && row.event === 'payment.succeeded')
    expect(event).toMatchObject({ actor: 'officer:0123', organisationId: house.organisationId })
  })

  test('the database itself refuses two successes and two open attempts of one submission', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    const row = await house.payments.get(house.organisationId, paymentId)
    const copy = (state: 'created' | 'success') => ({
      ...row,
      id: newId(),
      returnId: newId(),
      gatewayPaymentId: null,
      state,
    })
    await expect(house.db.insert(payment).values(copy('created'))).rejects.toThrow()
    await house.db.insert(payment).values(copy('success'))
    await expect(house.db.insert(payment).values(copy('success'))).rejects.toThrow()
    expect(await house.payments.forSubmission(submissionId)).toHaveLength(2)
  })

  test('an unknown payment, and another organisation’s, are not found', async () => {
    const house = await aHouse(database())
    const stranger = await aHouse(database())
    const { paymentId } = await house.started()
    await expect(house.payments.settle('nothing', 'job')).rejects.toThrow('no such payment')
    await expect(stranger.payments.get(stranger.organisationId, paymentId)).rejects.toThrow('no such payment')
    expect(await stranger.payments.list(stranger.organisationId)).toEqual([])
    expect(
      (await house.payments.list(house.organisationId, { state: 'created' })).map((row) => row.id),
    ).toEqual([paymentId])
    expect(await house.payments.list(house.organisationId, { reference: 'other' })).toEqual([])
  })
})
