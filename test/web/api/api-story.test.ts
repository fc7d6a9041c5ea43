import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEvent } from '../../../server/db/schema/index.ts'
import { bulkyWasteAnswers, type Call, libraryText, openStage, type Stage } from './api-stage.ts'

describe('a program publishes a form, prices answers, and follows a submission to the back office', () => {
  let stage: Stage
  let call: Call & { tokenId: string }
  let reference: string
  let submissionId: string
  let paymentId: string
  let deliveryId: string

  beforeAll(async () => {
    stage = await openStage()
    call = await stage.as(stage.organisation)
  })
  afterAll(() => stage?.close())

  test('it creates a form by putting its draft', async () => {
    const put = await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))
    expect(put).toMatchObject({ status: 200, json: { slug: 'bulky-waste', revision: 1 } })
    expect(put.headers.get('etag')).toBe('"1"')
  })

  test('it lists the form as a draft that is not live yet', async () => {
    const { json } = await call('GET', '/forms')
    expect(json.forms).toMatchObject([
      { slug: 'bulky-waste', liveVersion: null, mode: null, draft: { revision: 1, changed: true } },
    ])
    expect(json.forms[0].draft.updatedBy).toBe(`token:${call.tokenId}`)
  })

  test('an old revision does not overwrite a newer one', async () => {
    const text = libraryText('bulky-waste')
    expect((await call('PUT', '/forms/bulky-waste/draft', text, { 'if-match': '"1"' })).json.revision).toBe(2)
    const late = await call('PUT', '/forms/bulky-waste/draft', text, { 'if-match': '"1"' })
    expect(late).toMatchObject({ status: 409, json: { code: 'conflict', status: 409 } })
    expect(late.headers.get('content-type')).toBe('application/problem+json')
    expect((await call('GET', '/forms/bulky-waste/draft')).headers.get('etag')).toBe('"2"')
  })

  test('without If-Match the newest draft is replaced', async () => {
    expect((await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))).json.revision).toBe(3)
  })

  test('nothing is published when the draft is another than the one that was read', async () => {
    const refused = await call('POST', '/forms/bulky-waste/publication', { note: 'First', revision: 1 })
    expect(refused).toMatchObject({ status: 409, json: { code: 'conflict' } })
    expect((await call('GET', '/forms/bulky-waste/document')).status).toBe(404)
  })

  test('it publishes version 1', async () => {
    const published = await call('POST', '/forms/bulky-waste/publication', { note: 'First', revision: 3 })
    expect(published).toMatchObject({ status: 201, json: { version: 1, mode: 'test', note: 'First' } })
    expect((await call('GET', '/forms')).json.forms[0]).toMatchObject({ liveVersion: 1, mode: 'test' })
  })

  test('it learns a price, line by line, without submitting anything', async () => {
    const priced = await call('POST', '/forms/bulky-waste/price', {
      answers: { items: [{ item: 'mattress', quantity: 4 }] },
      on: '2026-11-22',
    })
    expect(priced).toMatchObject({ status: 200, json: { version: 1, totalPence: 5000, leftOut: [] } })
    expect(priced.json.lines).toMatchObject([{ totalPence: 5000, vat: 'outside-scope', fund: 'BW' }])
    expect(priced.json.explanation.on).toBe('2026-11-22')
    expect((await call('GET', '/submissions')).json.submissions).toEqual([])
  })

  test('the fee of the day counts', async () => {
    const on = (day: string) =>
      call('POST', '/forms/bulky-waste/price', {
        answers: { items: [{ item: 'bath', quantity: 1 }] },
        on: day,
      })
    expect((await on('2027-03-31')).json.totalPence).toBe(2500)
    expect((await on('2027-04-01')).json.totalPence).toBe(2650)
  })

  test('a refused price says why', async () => {
    const refused = await call('POST', '/forms/bulky-waste/price', {
      answers: {
        items: [
          { item: 'bath', quantity: 6 },
          { item: 'desk', quantity: 6 },
        ],
      },
    })
    expect(refused).toMatchObject({ status: 422, json: { code: 'price-refused' } })
    expect(refused.json.detail).toContain('6')
  })

  test('answers that do not count are left out and named', async () => {
    const priced = await call('POST', '/forms/bulky-waste/price', {
      answers: { ...bulkyWasteAnswers, organisation: 'Lettings Ltd' },
    })
    expect(priced).toMatchObject({ status: 200, json: { leftOut: ['organisation'] } })
  })

  test('the draft has its own prices until it is published', async () => {
    const text = libraryText('bulky-waste').replace('"pence": 2500', '"pence": 2700')
    expect(text).not.toBe(libraryText('bulky-waste'))
    await call('PUT', '/forms/bulky-waste/draft', text)
    const answers = { items: [{ item: 'bath', quantity: 1 }] }
    const [live, draft] = await Promise.all([
      call('POST', '/forms/bulky-waste/price', { answers, on: '2026-11-22' }),
      call('POST', '/forms/bulky-waste/price?draft', { answers, on: '2026-11-22' }),
    ])
    expect(live.json).toMatchObject({ version: 1, totalPence: 2500 })
    expect(draft.json).toMatchObject({ version: null, totalPence: 2700 })
  })

  test('a draft whose price cases fail is not published, and each problem has its pointer', async () => {
    const refused = await call('POST', '/forms/bulky-waste/publication', { note: 'Dearer' })
    expect(refused).toMatchObject({ status: 422, json: { code: 'publication-refused' } })
    expect(refused.json.problems[0].pointer).toMatch(/^\/pricing\/tests\/\d+$/)
    expect(Object.keys(refused.json.problems[0]).sort()).toEqual(['message', 'pointer'])
    expect((await call('GET', '/forms')).json.forms[0].liveVersion).toBe(1)
  })

  test('what a resident sends is listed by reference, without answers', async () => {
    ;({ reference, submissionId } = await stage.send('bulky-waste', bulkyWasteAnswers))
    const { json } = await call('GET', '/submissions?state=submitted&form=bulky-waste')
    expect(json).toMatchObject({
      page: 1,
      more: false,
      submissions: [
        { reference, state: 'submitted', totalPence: 2500, form: { slug: 'bulky-waste', version: 1 } },
      ],
    })
    expect(JSON.stringify(json)).not.toContain('Ada Hill')
  })

  test('its payment is open until the gateway says otherwise', async () => {
    const started = await stage.startPayment(submissionId)
    paymentId = started.paymentId
    const { json } = await call('GET', `/payments/${paymentId}`)
    expect(json).toMatchObject({
      id: paymentId,
      amountPence: 2500,
      finished: false,
      reference: `BW-${reference}`,
    })
    await stage.pay(started.payUrl, 'close')
    expect((await call('GET', `/payments/${paymentId}`)).json.state).not.toBe('success')
  })

  test('a check asks the gateway, and a success completes the submission', async () => {
    const checked = await call('POST', `/payments/${paymentId}/check`)
    expect(checked).toMatchObject({ status: 200, json: { state: 'success', finished: true } })
    expect((await call('GET', `/submissions/${reference}`)).json.state).toBe('completed')
  })

  test('a second check changes nothing', async () => {
    const before = (await call('GET', `/submissions/${reference}`)).json.payments
    expect((await call('POST', `/payments/${paymentId}/check`, {})).status).toBe(200)
    expect((await call('GET', `/submissions/${reference}`)).json.payments).toEqual(before)
  })

  test('its delivery is queued, and delivered with its payload', async () => {
    const queued = (await call('GET', '/deliveries?state=queued')).json.deliveries
    expect(queued).toHaveLength(1)
    deliveryId = queued[0].id
    await stage.house.delivery.attempt(deliveryId)
    const { json } = await call('GET', `/deliveries/${deliveryId}`)
    expect(json).toMatchObject({
      state: 'delivered',
      attempts: 1,
      reference,
      tries: [{ outcome: 'delivered' }],
    })
    expect(JSON.parse(json.tries[0].payload)).toBeTypeOf('object')
  })

  test('a replay queues it again', async () => {
    const replayed = await call('POST', `/deliveries/${deliveryId}/replay`)
    expect(replayed).toMatchObject({ status: 202, json: { id: deliveryId, state: 'queued' } })
    expect((await call('GET', '/deliveries?state=queued')).json.deliveries).toHaveLength(1)
  })

  test('the submission tells the whole story, in order', async () => {
    const { json } = await call('GET', `/submissions/${reference.toLowerCase()}`)
    expect(json.answers).toMatchObject({ fullName: 'Ada Hill' })
    expect(json.price.totalPence).toBe(2500)
    expect(json.payments).toMatchObject([{ id: paymentId, state: 'success' }])
    expect(json.deliveries).toMatchObject([{ id: deliveryId, tries: [{ outcome: 'delivered' }] }])
    const names = json.events.map((event: { event: string }) => event.event)
    expect(names.indexOf('submission.submitted')).toBeLessThan(names.indexOf('payment.succeeded'))
    expect(names.indexOf('payment.succeeded')).toBeLessThan(names.indexOf('submission.completed'))
  })

  test('the address of the payer’s pages is in no answer', async () => {
    const payment = await stage.house.payments.get(stage.organisation.id, paymentId)
    const texts = await Promise.all(
      ['/payments', `/payments/${paymentId}`, `/submissions/${reference}`].map(
        async (path) => (await call('GET', path)).text,
      ),
    )
    for (const text of texts) expect(text).not.toContain(payment.returnId)
  })

  test('everything the token changed is in the audit trail under its name', async () => {
    const rows = await stage.house.db
      .select({ event: auditEvent.event })
      .from(auditEvent)
      .where(eq(auditEvent.actor, `token:${call.tokenId}`))
    expect(new Set(rows.map((row) => row.event))).toEqual(
      new Set([
        'form.created',
        'form.draft-saved',
        'form.published',
        'payment.check-requested',
        'payment.succeeded',
        'delivery.replayed',
      ]),
    )
  })
})
