import { expect, test } from 'vitest'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'

onBothEngines('delayed capture', (database) => {
  test('authorised money counts as paid at once, and is taken only after that is committed', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'capturable', nextUrl: undefined })
    expect(await house.payments.settle(paymentId, 'return')).toMatchObject({
      state: 'capturable',
      finished: false,
      takenPence: null,
    })
    expect(house.facts.map((fact) => fact.kind)).toEqual(['payment.succeeded'])
    expect(house.gateway.captures).toEqual([])
    await house.work()
    expect(house.gateway.captures).toEqual([gatewayId])
    expect(await house.payments.get(house.organisationId, paymentId)).toMatchObject({
      state: 'success',
      finished: true,
      takenPence: 2500,
    })
    expect(house.facts).toHaveLength(1)
    expect(await house.posted(submissionId)).toBe(2500)
    expect(await house.events(paymentId)).toEqual([
      'payment.created',
      'payment.sent',
      'payment.capturable',
      'payment.succeeded',
    ])
  })

  test('a capture that was lost is asked for again at the next check', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'capturable', nextUrl: undefined })
    await house.payments.settle(paymentId, 'return')
    house.jobs.splice(0)
    house.pass(61)
    await house.payments.checkDue(house.time.now)
    await house.work()
    expect((await house.payments.get(house.organisationId, paymentId)).state).toBe('success')
    expect(house.facts).toHaveLength(1)
  })

  test('an authorisation that runs out before it was taken is told, and the ledger takes it back', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'capturable', nextUrl: undefined })
    await house.payments.settle(paymentId, 'return')
    house.gateway.say(gatewayId, { state: 'failed', finished: true, code: 'P0020' })
    await house.work()
    expect(await house.payments.get(house.organisationId, paymentId)).toMatchObject({
      state: 'failed',
      stateReason: 'P0020',
      finished: true,
    })
    expect(house.facts.map((fact) => fact.kind)).toEqual(['payment.succeeded', 'payment.lost'])
    expect(await house.posted(submissionId)).toBe(0)
    expect((await house.finance.ledgerOf(house.db, submissionId)).map((entry) => entry.kind)).toEqual([
      'payment',
      'payment',
      'reversal',
      'reversal',
    ])
  })

  test('a success that the gateway cannot capture after all becomes an error, once', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: false, nextUrl: undefined })
    expect(await house.payments.settle(paymentId, 'return')).toMatchObject({
      state: 'success',
      finished: false,
      takenPence: 2500,
    })
    house.gateway.say(gatewayId, { state: 'error', finished: true, code: 'P0050' })
    await Promise.all(Array.from({ length: 10 }, () => house.payments.settle(paymentId, 'job')))
    expect(await house.payments.get(house.organisationId, paymentId)).toMatchObject({
      state: 'error',
      takenPence: null,
    })
    expect(house.facts.map((fact) => fact.kind)).toEqual(['payment.succeeded', 'payment.lost'])
    expect(await house.posted(submissionId)).toBe(0)
  })

  test('a success goes on being asked about until it is captured, and then no more', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: false, nextUrl: undefined })
    await house.payments.settle(paymentId, 'return')
    for (let i = 0; i < 5; i++) {
      house.pass(3700)
      await house.payments.checkDue(house.time.now)
      const before = house.gateway.queries
      await house.work()
      expect(house.gateway.queries).toBe(before + 1)
    }
    house.gateway.say(gatewayId, { state: 'success', finished: true, traces: { capturedOn: '2026-11-22' } })
    expect(await house.payments.settle(paymentId, 'job')).toMatchObject({
      finished: true,
      nextCheckAt: null,
      traces: { capturedOn: '2026-11-22' },
    })
    const before = house.gateway.queries
    await house.payments.settle(paymentId, 'job')
    expect(house.gateway.queries).toBe(before)
    expect(house.facts).toHaveLength(1)
  })

  test('money authorised for a submission that is paid already is let go, never taken', async () => {
    const house = await aHouse(database())
    const first = await house.started()
    house.gateway.say(first.gatewayId, { state: 'failed', finished: true })
    await house.payments.settle(first.paymentId, 'return')
    const second = await house.payments.start(house.request(first.submissionId))
    if (second.kind !== 'redirect') throw new Error(second.kind)
    house.gateway.say(`gw-${second.paymentId}`, { state: 'success', finished: true })
    await house.payments.settle(second.paymentId, 'return')
    house.gateway.say(first.gatewayId, { state: 'capturable', finished: false })
    expect((await house.payments.settle(first.paymentId, 'job')).state).toBe('overpaid')
    await house.work()
    expect(house.gateway.captures).toEqual([])
    expect(house.gateway.cancels).toEqual([first.gatewayId])
    expect((await house.payments.get(house.organisationId, first.paymentId)).state).toBe('cancelled')
    expect(await house.posted(first.submissionId)).toBe(2500)
    expect(await house.payments.refunds.list(house.organisationId)).toEqual([])
  })

  test('a card surcharge is one more line of the ledger, and no mismatch', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true, surchargePence: 35 })
    expect(await house.payments.settle(paymentId, 'return')).toMatchObject({
      state: 'success',
      takenPence: 2500,
      surchargePence: 35,
    })
    const ledger = await house.finance.ledgerOf(house.db, submissionId)
    expect(ledger.map((entry) => [entry.lineCode, entry.grossPence])).toContainEqual(['card-surcharge', 35])
    expect(await house.posted(submissionId)).toBe(2535)
  })

  test('a surcharge that is told only when the money is taken is posted then, once', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'capturable', nextUrl: undefined })
    await house.payments.settle(paymentId, 'return')
    house.gateway.say(gatewayId, { surchargePence: 35 })
    await house.work()
    await house.payments.settle(paymentId, 'job')
    expect(await house.posted(submissionId)).toBe(2535)
    expect(house.facts.map((fact) => fact.kind)).toEqual(['payment.succeeded', 'payment.surcharged'])
  })

  test('a payment that was lost and is found again is posted again', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    const says = async (status: { state: 'success' | 'error'; finished: boolean }) => {
      house.gateway.say(gatewayId, { ...status, nextUrl: undefined })
      await house.payments.settle(paymentId, 'job')
    }
    await says({ state: 'success', finished: false })
    await says({ state: 'error', finished: true })
    expect(await house.posted(submissionId)).toBe(0)
    await says({ state: 'success', finished: true })
    expect(await house.posted(submissionId)).toBe(2500)
    await house.payments.refunds.request({
      organisationId: house.organisationId,
      paymentId,
      lines: 'everything',
      reason: 'The collection was missed',
      actor: 'officer:one',
      needsSecondPerson: false,
    })
    await house.work()
    expect(await house.posted(submissionId)).toBe(0)
    expect(house.gateway.refunded(gatewayId)).toBe(2500)
  })
})
