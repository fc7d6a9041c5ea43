import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bulkyWasteAnswers, type Call, libraryText, openStage, type Stage } from './api-stage.ts'

describe('refunds by a program', () => {
  let stage: Stage
  let call: Call & { tokenId: string }

  beforeAll(async () => {
    stage = await openStage()
    call = await stage.as(stage.organisation)
    await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))
    await call('POST', '/forms/bulky-waste/publication', { note: 'First' })
  })
  afterAll(() => stage?.close())

  async function paid(outcome = 'pay'): Promise<string> {
    const { submissionId } = await stage.send('bulky-waste', bulkyWasteAnswers)
    const { paymentId, payUrl } = await stage.startPayment(submissionId)
    await stage.pay(payUrl, outcome)
    await call('POST', `/payments/${paymentId}/check`)
    return paymentId
  }
  const payment = async (id: string) => (await call('GET', `/payments/${id}`)).json

  test('a payment tells what was taken, how, and what it is found by, and not who paid', async () => {
    const found = await payment(await paid('surcharge'))
    expect(found).toMatchObject({
      channel: 'web',
      amountPence: 2500,
      takenPence: 2500,
      surchargePence: 50,
      refundedPence: 0,
      traces: { cardBrand: 'Sandbox', lastDigits: '0000' },
    })
    expect(JSON.stringify(found)).not.toMatch(/ada@example|Ada Hill|payer/)
  })

  test('part of it is asked for, sent, and then counted on the payment', async () => {
    const id = await paid()
    const made = await call('POST', `/payments/${id}/refunds`, {
      reason: ' Too  much ',
      lines: [{ line: 1, pence: 600 }],
    })
    expect(made).toMatchObject({
      status: 201,
      json: {
        paymentId: id,
        state: 'approved',
        amountPence: 600,
        reason: 'Too much',
        lines: [{ line: 1, pence: 600 }],
        requestedBy: `token:${call.tokenId}`,
        decidedBy: null,
      },
    })
    expect(await payment(id)).toMatchObject({ refundedPence: 0 })
    await stage.house.payments.refunds.settle(made.json.id)
    expect((await call('GET', `/refunds/${made.json.id}`)).json).toMatchObject({ state: 'success' })
    expect(await payment(id)).toMatchObject({ refundedPence: 600 })
    expect((await call('GET', '/payments?state=success')).json.payments[0]).toMatchObject({
      refundedPence: 600,
    })
    expect((await call('GET', `/payments/${id}/refunds`)).json).toMatchObject({
      leftPence: 1900,
      lines: [{ line: 1, takenPence: 2500, leftPence: 1900 }],
      refunds: [{ id: made.json.id }],
    })
  })

  test('everything goes back once', async () => {
    const id = await paid('surcharge')
    const body = { reason: 'Cancelled', everything: true }
    expect((await call('POST', `/payments/${id}/refunds`, body)).json).toMatchObject({ amountPence: 2550 })
    const again = await call('POST', `/payments/${id}/refunds`, body)
    expect(again).toMatchObject({ status: 409, json: { code: 'conflict' } })
    expect(again.json.detail).toContain('nothing left to refund')
  })

  test('a call that is repeated does not refund twice when it says what is left', async () => {
    const id = await paid()
    const body = { reason: 'Late', lines: [{ line: 1, pence: 500 }], leftPence: 2500 }
    expect((await call('POST', `/payments/${id}/refunds`, body)).status).toBe(201)
    const again = await call('POST', `/payments/${id}/refunds`, body)
    expect(again).toMatchObject({ status: 409 })
    expect(again.json.detail).toContain('£20.00 is left')
    expect((await call('GET', `/payments/${id}/refunds`)).json.refunds).toHaveLength(1)
  })

  test('twenty at once never come to more than was paid', async () => {
    const id = await paid()
    const body = { reason: 'At once', lines: [{ line: 1, pence: 400 }] }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', `/payments/${id}/refunds`, body)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(14)
    expect((await call('GET', `/payments/${id}/refunds`)).json.leftPence).toBe(100)
  })

  test('where the organisation wants a second person, it waits for an officer', async () => {
    const { organisations } = stage.house.people
    await organisations.setSecondPersonForRefunds(stage.organisation.id, true, 'system')
    const id = await paid()
    const made = await call('POST', `/payments/${id}/refunds`, { reason: 'x', everything: true })
    expect(made.json).toMatchObject({ state: 'requested' })
    await organisations.setSecondPersonForRefunds(stage.organisation.id, false, 'system')
    const approved = await stage.house.payments.refunds.approve(
      stage.organisation.id,
      made.json.id,
      'officer:somebody',
    )
    expect(approved.state).toBe('approved')
    expect((await call('GET', `/refunds/${made.json.id}`)).json.decidedBy).toBe('officer:somebody')
  })

  test('what was not paid is not refunded', async () => {
    const { submissionId } = await stage.send('bulky-waste', bulkyWasteAnswers)
    const { paymentId } = await stage.startPayment(submissionId)
    const refused = await call('POST', `/payments/${paymentId}/refunds`, { reason: 'x', everything: true })
    expect(refused.status).toBe(409)
  })

  test('reading needs one scope, refunding another', async () => {
    const id = await paid()
    const reader = await stage.as(stage.organisation, ['payments:read'])
    expect((await reader('GET', `/payments/${id}/refunds`)).status).toBe(200)
    expect((await reader('POST', `/payments/${id}/refunds`, { reason: 'x', everything: true })).status).toBe(
      403,
    )
    const writer = await stage.as(stage.organisation, ['payments:write'])
    expect((await writer('GET', `/payments/${id}/refunds`)).status).toBe(403)
    const other = await stage.as(stage.other)
    for (const [method, body] of [['GET'], ['POST', { reason: 'x', everything: true }]] as const) {
      expect((await other(method, `/payments/${id}/refunds`, body)).status).toBe(404)
    }
  })
})
