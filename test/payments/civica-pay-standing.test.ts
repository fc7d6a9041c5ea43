import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../server/ids.ts'
import { poundsText, sumPence } from '../../server/money.ts'
import { newCivicaId, readCivicaId } from '../../server/payments/gateways/civica-pay/id.ts'
import { readQueryReply } from '../../server/payments/gateways/civica-pay/query.ts'
import { endings, standing } from '../../server/payments/gateways/civica-pay/status.ts'
import { type CivicaAuthorisation, queryAnswer } from '../support/civica-pay-xml.ts'
import { aPayment, withCivica } from './a-civica-account.ts'

const reference = newId()
const createdAt = 1_780_000_000
const id = { reference, amountPence: 6500, createdAt }
const minutes = (after: number) => new Date((createdAt + after * 60) * 1000)
/** How it stands when the query answers with these: status and amount of each. */
const told = (...parts: [status: string, amount?: string, more?: Partial<CivicaAuthorisation>][]) =>
  toldAt(5, ...parts)
function toldAt(after: number, ...parts: [string, string?, Partial<CivicaAuthorisation>?][]) {
  const structures = parts.map(([RequestStatus, AccountPaymentAmount = '65.00', more = {}]) => ({
    RequestStatus,
    AccountPaymentAmount,
    ...more,
  }))
  const reply = readQueryReply(200, queryAnswer('00000', structures))
  if (reply.kind !== 'answer') throw new Error(reply.kind)
  return standing(id, reply.authorisations, minutes(after))
}
const unclear = { kind: 'unreachable' }

describe('how a payment stands', () => {
  test.each([
    ['A', 'success', true],
    ['P', 'submitted', false],
    ['W', 'submitted', false],
    ['I', 'started', false],
    ['3DP', 'started', false],
    ['D', 'failed', true],
    ['R', 'failed', true],
    ['E', 'failed', true],
    ['L', 'failed', true],
    ['N', 'failed', true],
    ['T', 'failed', true],
    ['C', 'error', true],
    ['S', 'error', true],
    ['M', 'error', true],
  ])('%s is %s', (status, state, finished) => {
    expect(told([status])).toEqual({
      kind: 'found',
      status: { state, finished, amountPence: 6500, ...(status !== 'A' && { code: status }) },
    })
  })

  test('only an ended time and an abandoned PIN are nobody’s refusal', () => {
    expect(endings).toEqual({
      T: 'expired',
      I: 'expired',
      '3DP': 'expired',
      'not-found': 'expired',
      N: 'cancelled',
    })
  })

  test.each(['', 'a', 'X', 'AA', '3D', '0', 'constructor', '__proto__', 'A D', 'Α'])(
    'a status “%s” is never guessed at, alone or beside others',
    (status) => {
      expect(told([status])).toMatchObject(unclear)
      expect(told(['A'], [status])).toMatchObject(unclear)
      expect(told(['D'], [status])).toMatchObject(unclear)
    },
  )

  test('it has succeeded only when every request is authorised; some of them is money to be looked at', () => {
    expect(told(['A', '40.00'], ['A', '25.00'])).toMatchObject({
      status: { state: 'success', finished: true, amountPence: 6500 },
    })
    for (const other of ['D', 'P', 'T', '3DP', 'M']) {
      for (const parts of [
        [
          ['A', '40.00'],
          [other, '25.00'],
        ] as const,
        [
          [other, '25.00'],
          ['A', '40.00'],
        ] as const,
      ]) {
        expect(told(...(parts as unknown as [string, string][]))).toMatchObject({
          status: { state: 'submitted', finished: false, code: 'mixed' },
        })
      }
    }
  })

  test('a payer who was refused and then paid what was asked has paid', () => {
    for (const refused of ['D', 'T', 'E', 'M']) {
      expect(told([refused, '65.00'], ['A', '65.00'])).toMatchObject({
        status: { state: 'success', finished: true, amountPence: 6500 },
      })
    }
    expect(told(['P', '65.00'], ['A', '65.00'])).toMatchObject({ status: { state: 'submitted' } })
    expect(told(['D', '65.00'], ['A', '64.99'])).toMatchObject({
      status: { state: 'submitted', code: 'mixed' },
    })
  })

  test('a payer who tries again after a refusal is still paying', () => {
    expect(told(['D'], ['3DP'])).toMatchObject({ status: { state: 'started', finished: false } })
    expect(told(['D'], ['P'])).toMatchObject({ status: { state: 'submitted', finished: false } })
    expect(told(['D'], ['D'])).toMatchObject({ status: { state: 'failed', finished: true, code: 'D' } })
    expect(told(['C'], ['D'])).toMatchObject({ status: { state: 'failed', code: 'D' } })
  })

  test('a card check that was never finished is over with the time to pay; money that is pending is not', () => {
    expect(toldAt(90, ['3DP'])).toMatchObject({ status: { state: 'started', finished: false } })
    expect(toldAt(91, ['3DP'])).toMatchObject({ status: { state: 'failed', finished: true, code: '3DP' } })
    expect(toldAt(6000, ['P'])).toMatchObject({ status: { state: 'submitted', finished: false } })
  })

  test('the receipt numbers of the income system are kept to be found by, each once', () => {
    const receipt = (IncomeManagementReceiptNumber: string) => ({ IncomeManagementReceiptNumber })
    expect(
      told(['A', '40.00', receipt('IM1')], ['A', '20.00', receipt('IM1')], ['A', '5.00', receipt('I|M2')]),
    ).toMatchObject({ status: { traces: { transactionId: 'IM1, I M2' } } })
    expect(told(['A'])).not.toHaveProperty('status.traces')
  })
})

describe('what was taken', () => {
  test('may be written with the four decimals of an SQL money column', () => {
    expect(told(['A', '65.0000'])).toMatchObject({ status: { state: 'success', amountPence: 6500 } })
  })

  test('is the sum of all parts, to the penny, for any amounts', () => {
    const anAmount = fc.integer({ min: 0, max: 99_999_999 })
    fc.assert(
      fc.property(fc.array(anAmount, { minLength: 1, maxLength: 30 }), (amounts) => {
        const parts = amounts.map((amount): [string, string] => ['A', poundsText(amount)])
        expect(told(...parts)).toMatchObject({ status: { amountPence: sumPence(amounts) } })
      }),
    )
  })

  test.each([
    '65.0010',
    '65.005',
    '1,065.00',
    '-65.00',
    '+65.00',
    '6.5e1',
    '£65.00',
    '65.',
    '.65',
    '',
    'NaN',
    'Infinity',
    '0x41',
    '６５.００',
    '65 00',
    '65.00 GBP',
    '99999999999.00',
  ])('“%s” is no sum of money', (text) => {
    expect(told(['A', text])).toMatchObject(unclear)
    expect(told(['A'], ['D', text])).toMatchObject(unclear)
  })

  test('short forms are exact too', () => {
    expect(told(['A', '65'])).toMatchObject({ status: { amountPence: 6500 } })
    expect(told(['A', '65.5'])).toMatchObject({ status: { amountPence: 6550 } })
    expect(told(['A', '0065.00'])).toMatchObject({ status: { amountPence: 6500 } })
  })

  test('twice is twice: another amount than asked, for the core to see', () => {
    expect(told(['A'], ['A'])).toMatchObject({ status: { state: 'success', amountPence: 13_000 } })
  })

  test('a card charge has a true account of its own, and counts apart when the rest is what was asked', () => {
    const own = { AccountReference: 'R1', TrueAccountReference: 'R1' }
    const charge = { AccountReference: 'R1', TrueAccountReference: 'CHARGE' }
    expect(told(['A', '65.00', own], ['A', '1.20', charge])).toMatchObject({
      status: { state: 'success', amountPence: 6500, surchargePence: 120 },
    })
    // A site that rewrites account numbers charges nothing on top.
    const rewritten = told(['A', '65.00', charge])
    expect(rewritten).toMatchObject({ status: { amountPence: 6500 } })
    expect(rewritten).not.toHaveProperty('status.surchargePence')
    expect(told(['A', '60.00', own], ['A', '1.20', charge])).toMatchObject({ status: { amountPence: 6120 } })
    const blank = { AccountReference: 'R1', TrueAccountReference: '' }
    expect(told(['A', '65.00', blank])).not.toHaveProperty('status.surchargePence')
  })
})

test('an answer about another payment, or about more than there can be, is not believed', () => {
  const about = (CallingApplicationTransactionReference: string) => ({
    CallingApplicationTransactionReference,
  })
  expect(told(['A', '65.00', about(reference)])).toMatchObject({ status: { state: 'success' } })
  expect(told(['A', '65.00', about('')])).toMatchObject({ status: { state: 'success' } })
  expect(told(['A', '65.00', about(newId())])).toMatchObject(unclear)
  expect(told(['A', '40.00', about(reference)], ['A', '25.00', about(newId())])).toMatchObject(unclear)
  const many = Array.from({ length: 100 }, (): [string, string] => ['A', '0.65'])
  expect(told(...many)).toMatchObject(unclear)
})

test('while nothing is known of it a payment is open for the amount asked, and has expired after that', () =>
  withCivica(async (account) => {
    const { civica, gateway, settings } = account
    const { id: paymentId, nextUrl } = await aPayment(account)
    const open = { kind: 'found', status: { state: 'created', finished: false, amountPence: 2500 } }
    civica.now.ms += 89 * 60_000
    expect(await gateway().query(settings, paymentId)).toEqual(open)
    civica.now.ms += 2 * 60_000
    expect(await gateway().query(settings, paymentId)).toEqual({
      kind: 'found',
      status: { state: 'failed', finished: true, amountPence: 2500, code: 'not-found' },
    })
    civica.now.ms -= 91 * 60_000
    civica.visit(nextUrl, 'pay')
    civica.now.ms += 24 * 60 * 60_000
    expect(await gateway().query(settings, paymentId)).toMatchObject({ status: { state: 'success' } })
  }))

test('the id holds what nobody else knows yet, and nothing that is not an id is read as one', () => {
  const made = newCivicaId(id)
  expect(readCivicaId(made)).toEqual(id)
  expect(newCivicaId(id)).not.toBe(made)
  for (const wrong of [
    '',
    reference,
    `${made}0`,
    made.toUpperCase(),
    ` ${made}`,
    made.replace('.6500.', '.-1.'),
  ]) {
    expect(readCivicaId(wrong)).toBeUndefined()
  }
})
