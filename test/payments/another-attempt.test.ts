import { expect, test } from 'vitest'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'

onBothEngines('another attempt at paying', (database) => {
  test('an officer who types a caller’s card ends the caller’s own open attempt first', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    const moto = house.request(submissionId, { channel: 'moto', startedBy: 'officer:one' })
    const outcome = await house.payments.start(moto)
    expect(outcome).toMatchObject({ kind: 'redirect' })
    expect(house.gateway.cancels).toEqual([gatewayId])
    const attempts = await house.payments.forSubmission(submissionId)
    expect(attempts.find((row) => row.id === paymentId)).toMatchObject({ state: 'cancelled' })
    expect(attempts.find((row) => row.id !== paymentId)).toMatchObject({
      channel: 'moto',
      startedBy: 'officer:one',
      state: 'created',
    })
  })

  test('a link and the resident’s own page share the one open attempt', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    expect(await house.payments.start(house.request(submissionId, { channel: 'link' }))).toMatchObject({
      kind: 'redirect',
      paymentId,
    })
  })

  test('an attempt that turns out paid while it is being ended is the payment', async () => {
    const house = await aHouse(database())
    const { submissionId, gatewayId } = await house.started()
    house.gateway.nextQuery.push(async () =>
      house.gateway.say(gatewayId, { state: 'success', finished: true }),
    )
    const moto = house.request(submissionId, { channel: 'moto', startedBy: 'officer:one' })
    expect(await house.payments.start(moto)).toEqual({ kind: 'paid' })
    expect(await house.posted(submissionId)).toBe(2500)
  })

  test('while nobody can say how the old one stands, no new one begins', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    house.gateway.cancel = async () => ({ kind: 'unreachable', message: 'It did not answer in time' })
    const moto = house.request(submissionId, { channel: 'moto', startedBy: 'officer:one' })
    expect(await house.payments.start(moto)).toEqual({ kind: 'checking', paymentId })
    expect(await house.payments.forSubmission(submissionId)).toHaveLength(1)
  })

  test('switching the form to another account ends the attempt at the old one', async () => {
    const house = await aHouse(database())
    const { submissionId, gatewayId } = await house.started()
    await house.payments.accounts.add({
      organisationId: house.organisationId,
      name: 'second',
      gateway: 'obedient',
      mode: 'test',
      settings: { apiKey: 'other' },
    })
    const outcome = await house.payments.start(house.request(submissionId, { accountName: 'second' }))
    expect(outcome.kind).toBe('redirect')
    expect(house.gateway.cancels).toEqual([gatewayId])
  })

  test('where a gateway can neither cancel nor give a link again, the old attempt is left and still watched', async () => {
    const house = await aHouse(database())
    delete house.gateway.cancel
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { nextUrl: undefined })
    const outcome = await house.payments.start(house.request(submissionId))
    if (outcome.kind !== 'redirect') throw new Error(outcome.kind)
    expect(outcome.paymentId).not.toBe(paymentId)
    expect(await house.payments.get(house.organisationId, paymentId)).toMatchObject({
      state: 'cancelled',
      stateReason: 'superseded',
      finished: false,
    })
    // Both are paid: the second to be seen is given back.
    house.gateway.say(`gw-${outcome.paymentId}`, { state: 'success', finished: true })
    await house.payments.settle(outcome.paymentId, 'return')
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    house.pass(3700)
    await house.payments.checkDue(house.time.now)
    await house.work()
    expect((await house.payments.get(house.organisationId, paymentId)).state).toBe('overpaid')
    expect(house.gateway.refunded(gatewayId)).toBe(2500)
    expect(await house.posted(submissionId)).toBe(2500)
  })

  test('while an earlier page may still be paid on, nobody is told that nothing was taken, and it is asked about first', async () => {
    const house = await aHouse(database())
    delete house.gateway.cancel
    const { submissionId, paymentId, gatewayId } = await house.started()
    const moto = house.request(submissionId, { channel: 'moto', startedBy: 'officer:one' })
    house.gateway.nextCreate.push({ kind: 'unreachable', message: 'It did not answer in time' })
    expect(await house.payments.start(moto)).toEqual({ kind: 'checking', paymentId })
    // The caller pays on the page that they still had open.
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    const created = house.gateway.creates.length
    expect(await house.payments.start(moto)).toEqual({ kind: 'paid' })
    expect(house.gateway.creates).toHaveLength(created)
    expect(await house.posted(submissionId)).toBe(2500)
  })

  test('a link that is given only once is kept sealed, and given again', async () => {
    const house = await aHouse(database())
    house.gateway.capabilities.keepsLink = true
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { nextUrl: undefined })
    expect(await house.payments.start(house.request(submissionId))).toEqual({
      kind: 'redirect',
      url: `https://pay.example/${gatewayId}`,
      paymentId,
    })
    const row = await house.payments.get(house.organisationId, paymentId)
    expect(row.sealedLink).not.toContain('pay.example')
    expect(house.logged.join()).not.toContain('pay.example')
  })

  test('a gateway that was silent five times is not waited for, for a while, by who wants to pay', async () => {
    const house = await aHouse(database())
    const silent = { kind: 'unreachable', message: 'It did not answer in time' } as const
    for (let i = 0; i < 5; i++) {
      house.gateway.nextCreate.push(silent)
      expect((await house.payments.start(house.request(await house.submission()))).kind).toBe('unavailable')
    }
    const asked = house.gateway.creates.length
    const submissionId = await house.submission()
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('unavailable')
    expect(house.gateway.creates).toHaveLength(asked)
    house.pass(16)
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('redirect')
    await house.payments.health.keep(house.time.now)
    const [health] = await house.payments.health.since(house.organisationId, new Date(0))
    expect(health).toMatchObject({ calls: 6, failures: 5, lastFailure: 'It did not answer in time' })
    expect(health?.lastSuccessAt).toEqual(house.time.now)
  })
})
