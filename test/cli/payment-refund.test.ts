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

async function paid(): Promise<string> {
  const sent = await stage.send('bulky-waste', bulkyWasteAnswers)
  const { paymentId, payUrl } = await stage.startPayment(sent.submissionId)
  await stage.pay(payUrl, 'pay')
  await call('POST', `/payments/${paymentId}/check`)
  return paymentId
}

async function refund(...typed: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const { house } = stage
  const streams = {
    out: (said: string) => {
      out += said
    },
    err: (said: string) => {
      err += said
    },
  }
  const sources = {
    readSettings: () => house.config,
    openHouse: async () => ({ ...house, close: async () => {} }),
  }
  const code = await runCommandLine(['payment', 'refund', ...typed], streams, sources)
  return { code, out, err }
}
const ours = ['--organisation', 'exampleshire', '--reason', 'Too much']
const refundsOf = async (id: string) => (await call('GET', `/payments/${id}/refunds`)).json

test('part of a payment is refunded, and a running server sends it', async () => {
  const id = await paid()
  const done = await refund(id, ...ours, '--lines', '1=6.50')
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.out).toMatch(
    /^Refund [0-9a-f]{32} of £6\.50: approved\nA running server sends it to the gateway\.\n$/,
  )
  const { refunds, leftPence } = await refundsOf(id)
  expect(leftPence).toBe(1850)
  expect(refunds).toMatchObject([{ requestedBy: 'command-line', lines: [{ line: 1, pence: 650 }] }])
})

test('everything is refunded once', async () => {
  const id = await paid()
  expect((await refund(id, ...ours, '--everything')).out).toContain('£25.00')
  expect(await refund(id, ...ours, '--everything')).toMatchObject({
    code: 1,
    out: '',
    err: 'There is nothing left to refund of this payment\n',
  })
})

test('where a second person is needed it waits for an officer', async () => {
  const { organisations } = stage.house.people
  await organisations.setSecondPersonForRefunds(stage.organisation.id, true, 'system')
  const done = await refund(await paid(), ...ours, '--everything')
  await organisations.setSecondPersonForRefunds(stage.organisation.id, false, 'system')
  expect(done.out).toMatch(/: requested\nIt waits for an officer to approve it\.\n$/)
})

test.each([
  [[], 2, 'Give either --lines or --everything'],
  [['--lines', '1=1', '--everything'], 2, 'Give either --lines or --everything'],
  [['--lines', '1'], 2, '‘1’ in --lines must be'],
  [['--lines', '1=-5'], 2, '‘1=-5’ in --lines must be'],
  [['--lines', '1=5.005'], 2, 'must be'],
  [['--lines', '1=0'], 2, 'must be'],
  [['--lines', '9=1.00'], 1, 'This payment has no such line to refund'],
  [['--lines', '1=25.01'], 1, 'Only £25.00 is left to refund'],
])('%j is refused and refunds nothing', async (typed, code, message) => {
  const id = await paid()
  const refused = await refund(id, ...ours, ...typed)
  expect(refused).toMatchObject({ code, out: '' })
  expect(refused.err).toContain(message)
  expect((await refundsOf(id)).refunds).toEqual([])
})

test('a payment of another organisation, or none, is not refunded', async () => {
  const id = await paid()
  const others = ['--organisation', 'othershire', '--reason', 'Mine', '--everything']
  expect(await refund(id, ...others)).toMatchObject({ code: 1, err: 'There is no such payment\n' })
  expect(await refund('f'.repeat(32), ...ours, '--everything')).toMatchObject({ code: 1 })
  expect((await refundsOf(id)).refunds).toEqual([])
})
