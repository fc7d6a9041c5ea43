import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import {
  type GovukPayStandIn,
  paySignature,
  type StandInPayment,
  startGovukPay,
} from '../support/govuk-pay.ts'
import type { Resident, SeenPage } from '../support/resident-client.ts'
import { permit, permitSteps, permitText, referenceOn } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

describe.each<Engine>(['pglite', 'postgres'])('GOV.UK Pay, on %s,', (engine) => {
  let pay: GovukPayStandIn
  let story: StoryHouse
  let hook: string

  beforeAll(async () => {
    pay = await startGovukPay()
    story = await openStoryHouse({
      engine,
      clock: { now: () => new Date(pay.now.ms) },
      env: { GOVUK_PAY_URL: pay.url },
      account: {
        gateway: 'govuk-pay',
        settings: { apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret] },
      },
    })
    await story.publish(permitText())
    const account = await story.house.payments.accounts.byName(story.organisation.id, 'card')
    hook = `${story.baseUrl}/hooks/govuk-pay/${account!.id}`
  })
  afterAll(async () => {
    await story?.close()
    await pay?.close()
  })

  /** To Pay's page: its single-use link, and what Pay was told. */
  async function goToPay(resident: Resident, hours: number) {
    const sent = await resident.send(await resident.fill(permit, permitSteps(hours)))
    return atPay(sent)
  }

  function atPay(sent: SeenPage): { link: string; payment: StandInPayment } {
    expect(sent.status).toBe(303)
    expect(sent.location).toContain(`${pay.url}/secure/`)
    const token = sent.location!.slice(sent.location!.lastIndexOf('/') + 1)
    return {
      link: sent.location!,
      payment: [...pay.payments.values()].find((one) => one.links.has(token))!,
    }
  }

  const sendHook = (body: BodyInit, signature: string) =>
    fetch(hook, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'pay-signature': signature },
      body,
    })

  async function expectPaidOnce(reference: string, pence: number, attempts = 1) {
    const books = await story.books(reference)
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: pence }])
    expect(books.payments).toHaveLength(attempts)
    expect(books.payments.filter((row) => row.state === 'success')).toHaveLength(1)
    expect(books.ledger).toMatchObject([{ grossPence: pence }])
    const there = [...pay.payments.values()].filter(({ fields }) => fields.reference === `VP-${reference}`)
    expect(there).toHaveLength(attempts)
    expect(there.filter((one) => one.status === 'success').map((one) => one.fields.amount)).toEqual([pence])
  }

  test('is told the reference, the words and the amount, and takes the resident there and back', async () => {
    const resident = story.resident()
    const check = await resident.fill(permit, permitSteps(3))
    expect(check.headers.get('content-security-policy')).toMatch(
      new RegExp(`form-action 'self'[^;]* ${pay.url}( |;|$)`),
    )
    const { link, payment } = atPay(await resident.send(check))
    expect(payment.fields).toMatchObject({ amount: 450, description: 'Visitor permit', language: 'en' })
    expect(payment.fields.return_url.startsWith(`${story.baseUrl}${permit}/payment/`)).toBe(true)
    expect(await pay.visit(link, 'pay')).toBe('done')
    const confirmation = await resident.arrive(await resident.get(payment.fields.return_url))
    expect(confirmation.text).toContain('We have received your payment of £4.50')
    await expectPaidOnce(referenceOn(confirmation), 450)
  })

  test('is heard by its signed webhook when the resident never comes back, in any order and number', async () => {
    const { link, payment } = await goToPay(story.resident(), 5)
    await pay.visit(link, 'pay')
    for (const { body, headers } of pay.webhooks(4)) {
      const answer = await sendHook(body, headers.get('pay-signature')!)
      expect(answer.status).toBe(200)
    }
    const reference = payment.fields.reference.slice('VP-'.length)
    await until('the submission is completed', async () => {
      const { submissions } = await story.books(reference)
      return submissions[0]!.state === 'completed'
    })
    await expectPaidOnce(reference, 750)
  })

  test('is not believed when a webhook is forged, altered or of another account', async () => {
    const { link, payment } = await goToPay(story.resident(), 6)
    const reference = payment.fields.reference.slice('VP-'.length)
    await pay.visit(link, 'pay')
    const message = pay.webhooks(1).find(({ body }) => new TextDecoder().decode(body).includes(payment.id))!
    const signature = message.headers.get('pay-signature')!
    const text = new TextDecoder().decode(message.body)
    const refused: [BodyInit, string][] = [
      [message.body, ''],
      [message.body, '0'.repeat(64)],
      [message.body, paySignature('another secret', message.body)],
      [message.body, signature.slice(0, -1)],
      // The same JSON with a blank more: the bytes are what is signed.
      [`${text} `, signature],
      [JSON.stringify({ ...JSON.parse(text), resource_id: 'another' }), signature],
    ]
    for (const [body, given] of refused) expect((await sendHook(body, given)).status).toBe(401)
    expect((await fetch(hook.replace('govuk-pay', 'sandbox'), { method: 'POST', body: text })).status).toBe(
      404,
    )
    expect((await fetch(`${hook}x`, { method: 'POST', body: text })).status).toBe(404)
    // Long enough for a queued look to have happened.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect((await story.books(reference)).submissions).toMatchObject([{ state: 'submitted' }])
    expect((await sendHook(message.body, signature)).status).toBe(200)
    await until('the true one is heard', async () => {
      return (await story.books(reference)).submissions[0]!.state === 'completed'
    })
    await expectPaidOnce(reference, 900)
  })

  test.each([
    ['decline', 'Your payment was declined'],
    ['cancel', 'Your payment was cancelled'],
  ] as const)('that ends with “%s” can be tried again and takes the price once', async (does, title) => {
    const resident = story.resident()
    const { link, payment } = await goToPay(resident, 2)
    await pay.visit(link, does)
    const ended = await resident.get(payment.fields.return_url)
    expect(ended.text).toContain(title)
    expect(ended.text).toContain('No money was taken')
    const again = atPay(await resident.send(ended))
    await pay.visit(again.link, 'pay')
    const confirmation = await resident.arrive(await resident.get(again.payment.fields.return_url))
    await expectPaidOnce(referenceOn(confirmation), 300, 2)
  })

  test('ends a payment after 90 minutes, and not before; the next one is another', async () => {
    const resident = story.resident()
    const { link, payment } = await goToPay(resident, 8)
    await pay.visit(link, 'open')
    pay.now.ms += 89 * 60_000
    const open = await resident.get(payment.fields.return_url)
    expect(open.text).toContain('We do not have your payment yet')
    const resumed = atPay(await resident.send(open))
    expect(resumed.payment.id).toBe(payment.id)
    pay.now.ms += 2 * 60_000
    const ended = await resident.get(payment.fields.return_url)
    expect(ended.text).toContain('Your payment timed out')
    expect(await pay.visit(resumed.link, 'pay')).toBe('link-used')
    const again = atPay(await resident.send(ended))
    expect(again.payment.id).not.toBe(payment.id)
    await pay.visit(again.link, 'pay')
    const confirmation = await resident.arrive(await resident.get(again.payment.fields.return_url))
    await expectPaidOnce(referenceOn(confirmation), 1200, 2)
  })

  test('whose reply to the create is lost has one payment, charged once', async () => {
    const resident = story.resident()
    const check = await resident.fill(permit, permitSteps(10))
    const before = pay.payments.size
    pay.faults.push({ kind: 'reply-lost' })
    const sorry = await resident.send(check)
    expect(sorry.status).toBe(503)
    expect(sorry.text).toContain('We cannot take payments right now')
    expect(sorry.text).toContain('No money was taken. Your answers are kept')
    expect(pay.payments.size).toBe(before + 1)
    const { link, payment } = atPay(await resident.send(await resident.get(check.url)))
    expect(pay.payments.size).toBe(before + 1)
    await pay.visit(link, 'pay')
    const confirmation = await resident.arrive(await resident.get(payment.fields.return_url))
    await expectPaidOnce(referenceOn(confirmation), 1500)
  })

  test('out of order when a resident comes back is no refusal: they wait, and are confirmed', async () => {
    const resident = story.resident()
    const { link, payment } = await goToPay(resident, 12)
    await pay.visit(link, 'pay')
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'html' },
      { kind: 'reply-lost' },
    ] as const) {
      pay.faults.push(fault)
      const waiting = await resident.get(payment.fields.return_url)
      expect(waiting.status).toBe(200)
      expect(waiting.text).toContain('this page checks again by itself')
      expect(waiting.text).not.toMatch(/No money was taken|declined|did not work/)
      expect(waiting.headers.get('refresh')).toBe('5')
    }
    // Pressing "Continue to payment" while Pay is away, and when it is back, pays nothing twice.
    pay.faults.push({ kind: 'status', status: 503 }, { kind: 'status', status: 503 })
    const pressed = await resident.post(payment.fields.return_url, {})
    expect(pressed.location).toBe(payment.fields.return_url)
    const confirmation = await resident.arrive(await resident.post(payment.fields.return_url, {}))
    await expectPaidOnce(referenceOn(confirmation), 1800)
  })
})
