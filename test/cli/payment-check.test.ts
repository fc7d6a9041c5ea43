import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine } from '../../server/cli/command-line.ts'
import { bulkyWasteAnswers, type Call, libraryText, openStage, type Stage } from '../web/api/api-stage.ts'

let stage: Stage
let call: Call
beforeAll(async () => {
  stage = await openStage()
  call = await stage.as(stage.organisation)
  await call('PUT', '/forms/bulky-waste/draft', libraryText('bulky-waste'))
  await call('POST', '/forms/bulky-waste/publication', { note: 'First' })
})
afterAll(() => stage?.close())

async function check(paymentId: string): Promise<{ code: number; text: string }> {
  let text = ''
  const say = (said: string) => {
    text += said
  }
  const { house } = stage
  const sources = {
    readSettings: () => house.config,
    openHouse: async () => ({ ...house, close: async () => {} }),
  }
  const code = await runCommandLine(['payment', 'check', paymentId], { out: say, err: say }, sources)
  return { code, text }
}

test('payment check asks the gateway, and what follows from a success follows', async () => {
  const sent = await stage.send('bulky-waste', bulkyWasteAnswers)
  const { paymentId, payUrl } = await stage.startPayment(sent.submissionId)
  const waiting = await check(paymentId)
  expect(waiting.code).toBe(0)
  expect(waiting.text).toMatch(/^BW-\w{10}, £25\.00: (created|started)\nIt can still change\.\n$/)

  await stage.pay(payUrl, 'pay')
  expect(await check(paymentId)).toEqual({
    code: 0,
    text: `BW-${sent.reference}, £25.00: success\nThe gateway will not change it any more.\n`,
  })
  const { json } = await call('GET', `/submissions/${sent.reference}`)
  expect(json).toMatchObject({ state: 'completed', deliveries: [{ state: 'queued' }] })
  const asked = json.events.filter((event: { event: string }) => event.event === 'payment.check-requested')
  expect(asked.map((event: { actor: string }) => event.actor)).toEqual(['command-line', 'command-line'])
})

test('payment check tells why a payment failed', async () => {
  const sent = await stage.send('bulky-waste', bulkyWasteAnswers)
  const { paymentId, payUrl } = await stage.startPayment(sent.submissionId)
  await stage.pay(payUrl, 'decline')
  const { code, text } = await check(paymentId)
  expect(code).toBe(0)
  expect(text).toMatch(/: failed \(\w[\w-]*\)\nThe gateway will not change it any more\.\n$/)
})
