import { expect, test } from 'vitest'
import type { OwedPayment } from '../../server/payments/index.ts'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'
import { lines } from './a-submission.ts'

type House = Awaited<ReturnType<typeof aHouse>>

const owedOf = (house: House, submissionId: string): OwedPayment => ({
  organisationId: house.organisationId,
  submissionId,
  mode: 'test',
  amountPence: 2500,
  lines: lines(2500),
  reference: 'BW-7K2M4P6RTX',
  description: 'Bulky waste collection',
  language: 'en',
  form: 'bulky-waste',
})
const typed = { method: 'cash', receiptNumber: 'R 0042', paidOn: '2026-11-22', amountPence: 2500 }

onBothEngines('a payment taken elsewhere', (database) => {
  test('counts only when a second officer has confirmed it', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    const owed = owedOf(house, submissionId)
    const { elsewhere } = house.payments
    const claim = await elsewhere.claim(owed, typed, 'officer:one')
    expect(house.facts).toEqual([])
    expect(await elsewhere.waiting(house.organisationId)).toHaveLength(1)
    await expect(elsewhere.confirm(owed, claim.id, 'officer:one')).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const payment = await elsewhere.confirm(owed, claim.id, 'officer:two')
    expect(payment).toMatchObject({
      state: 'success',
      channel: 'elsewhere',
      gateway: 'cash',
      gatewayPaymentId: 'R 0042',
      takenPence: 2500,
    })
    expect(house.facts).toMatchObject([{ kind: 'payment.succeeded', paymentId: payment.id }])
    expect(await house.posted(submissionId)).toBe(2500)
    expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'paid' })
    expect(await house.payments.settle(payment.id, 'job')).toMatchObject({ state: 'success' })
    await expect(elsewhere.confirm(owed, claim.id, 'officer:two')).rejects.toMatchObject({ code: 'conflict' })
    await expect(elsewhere.claim(owed, typed, 'officer:one')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('an open card payment is ended first, and one that was paid after all is never charged twice', async () => {
    const house = await aHouse(database())
    const { submissionId, gatewayId } = await house.started()
    const owed = owedOf(house, submissionId)
    const claim = await house.payments.elsewhere.claim(owed, typed, 'officer:one')
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    await expect(house.payments.elsewhere.confirm(owed, claim.id, 'officer:two')).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await house.posted(submissionId)).toBe(2500)

    const other = await house.started()
    const second = owedOf(house, other.submissionId)
    const claimed = await house.payments.elsewhere.claim(second, typed, 'officer:one')
    await house.payments.elsewhere.confirm(second, claimed.id, 'officer:two')
    expect(house.gateway.cancels).toEqual([other.gatewayId])
    expect(await house.posted(other.submissionId)).toBe(2500)
  })

  test('two who claim at once are one claim, and two who confirm at once are one payment', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    const owed = owedOf(house, submissionId)
    const claims = await Promise.allSettled(
      Array.from({ length: 10 }, () => house.payments.elsewhere.claim(owed, typed, 'officer:one')),
    )
    expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1)
    const [claim] = await house.payments.elsewhere.forSubmission(submissionId)
    const confirmed = await Promise.allSettled(
      Array.from({ length: 10 }, () => house.payments.elsewhere.confirm(owed, claim!.id, 'officer:two')),
    )
    expect(confirmed.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(await house.posted(submissionId)).toBe(2500)
  })

  test('a rejected claim leaves nothing paid, and another may follow', async () => {
    const house = await aHouse(database())
    const owed = owedOf(house, await house.submission())
    const claim = await house.payments.elsewhere.claim(owed, typed, 'officer:one')
    await house.payments.elsewhere.reject(house.organisationId, claim.id, 'officer:one')
    expect(await house.payments.elsewhere.waiting(house.organisationId)).toEqual([])
    await house.payments.elsewhere.claim(owed, typed, 'officer:one')
  })

  test('it goes back by hand, like it came', async () => {
    const house = await aHouse(database())
    const owed = owedOf(house, await house.submission())
    const claim = await house.payments.elsewhere.claim(owed, typed, 'officer:one')
    const payment = await house.payments.elsewhere.confirm(owed, claim.id, 'officer:two')
    const refund = await house.payments.refunds.request({
      organisationId: house.organisationId,
      paymentId: payment.id,
      lines: 'everything',
      reason: 'The collection was missed',
      actor: 'officer:one',
      needsSecondPerson: false,
    })
    expect(refund.state).toBe('owed')
  })

  test.each([
    [{ method: 'card number' }, '/method'],
    [{ method: 'constructor' }, '/method'],
    [{ receiptNumber: ' ' }, '/receiptNumber'],
    [{ receiptNumber: '4111 1111 1111 1111' }, '/receiptNumber'],
    [{ receiptNumber: 'x'.repeat(51) }, '/receiptNumber'],
    [{ paidOn: '2026-11-23' }, '/paidOn'],
    [{ paidOn: '2026-13-01' }, '/paidOn'],
    [{ paidOn: 'yesterday' }, '/paidOn'],
    [{ amountPence: 2499 }, '/amount'],
    [{ amountPence: Number.NaN }, '/amount'],
  ])('%j is refused beside its field', async (change, pointer) => {
    const house = await aHouse(database())
    const owed = owedOf(house, await house.submission())
    await expect(
      house.payments.elsewhere.claim(owed, { ...typed, ...change }, 'officer:one'),
    ).rejects.toMatchObject({ code: 'bad-input', problems: [{ pointer }] })
  })
})
