import { expect, test } from 'vitest'
import { readInvoke, readQuery, readVersion } from '../../server/payments/gateways/pay360/replies.ts'
import { readSoap } from '../../server/payments/gateways/soap.ts'
import { base, scp, soap } from '../support/pay360-schema.ts'
import { faultReply } from '../support/pay360-xml.ts'

const envelope = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${soap}"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`
const response = (name: string, content: string) =>
  envelope(`<scp:${name} xmlns:scp="${scp}" xmlns:base="${base}">${content}</scp:${name}>`)

const asked = { requestId: 'R1', amountPence: 2500 }
const invoked = (
  change: { requestId?: string; reference?: string; state?: string; result?: string } = {},
) => {
  const {
    requestId = '<base:requestId>R1</base:requestId>',
    reference = 'k4n9',
    state = 'IN_PROGRESS',
    result = '<base:status>SUCCESS</base:status><base:redirectUrl>https://pay.example/scpcli?ssk=1&amp;x=2</base:redirectUrl>',
  } = change
  return response(
    'scpSimpleInvokeResponse',
    `${requestId}<base:scpReference>${reference}</base:scpReference><base:transactionState>${state}</base:transactionState><base:invokeResult>${result}</base:invokeResult>`,
  )
}
const invoke = (text: string, status = 200) => readInvoke(readSoap(status, text), asked)

const card = (change: { amount?: string; number?: string } = {}) =>
  `<base:authDetails><base:authCode>123456</base:authCode><base:amountInMinorUnits>${change.amount ?? '2500'}</base:amountInMinorUnits><base:maskedCardNumber>${change.number ?? '446278******0005'}</base:maskedCardNumber><base:cardDescription>VISA</base:cardDescription><base:cardType>DEBIT</base:cardType><base:merchantNumber>00012345</base:merchantNumber></base:authDetails>`
const header = (date = '2023-11-14T22:21:05.123Z') =>
  `<base:paymentHeader><base:transactionDate>${date}</base:transactionDate><base:machineCode>00699</base:machineCode><base:uniqueTranId>5N9AXB4FLWFZ</base:uniqueTranId></base:paymentHeader>`
const result = (status: string, more = '') =>
  `<scp:paymentResult><base:status>${status}</base:status>${more}</scp:paymentResult>`
const paid = (details: string) => result('SUCCESS', `<scp:paymentDetails>${details}</scp:paymentDetails>`)
const queried = (state: string, more = '', reference = 'k4n9') =>
  response(
    'scpSimpleQueryResponse',
    `<base:scpReference>${reference}</base:scpReference><base:transactionState>${state}</base:transactionState>${more}`,
  )
const query = (text: string, status = 200) => readQuery(readSoap(status, text), 'k4n9')

test('a session is open when it is in progress, successful and has a link', () => {
  expect(invoke(invoked())).toEqual({
    kind: 'created',
    gatewayPaymentId: 'k4n9',
    status: {
      state: 'created',
      finished: false,
      amountPence: 2500,
      nextUrl: 'https://pay.example/scpcli?ssk=1&x=2',
    },
  })
  expect(invoke(invoked({ requestId: '' })).kind).toBe('created')
})

test.each([
  ['about another request', invoked({ requestId: '<base:requestId>R2</base:requestId>' })],
  ['complete already', invoked({ state: 'COMPLETE' })],
  ['of an unknown reference', invoked({ state: 'INVALID_REFERENCE' })],
  ['in a state of the future', invoked({ state: 'DREAMING' })],
  ['without a reference to ask by', invoked({ reference: '' })],
  ['without a link', invoked({ result: '<base:status>SUCCESS</base:status>' })],
  [
    'with a script for a link',
    invoked({
      result: '<base:status>SUCCESS</base:status><base:redirectUrl>javascript:alert(1)</base:redirectUrl>',
    }),
  ],
  [
    'with two links',
    invoked({
      result:
        '<base:status>SUCCESS</base:status><base:redirectUrl>https://a.example</base:redirectUrl><base:redirectUrl>https://b.example</base:redirectUrl>',
    }),
  ],
  [
    'that failed inside',
    invoked({ state: 'COMPLETE', result: '<base:status>ERROR</base:status><base:errorDetails/>' }),
  ],
  ['with a status of the future', invoked({ result: '<base:status>MAYBE</base:status>' })],
  ['of another operation', queried('IN_PROGRESS')],
  ['cut off', invoked().slice(0, -40)],
  ['with nothing in it', envelope('')],
])('a reply %s opens nothing, and is no refusal either', (_name, text) => {
  expect(invoke(text).kind).toBe('unreachable')
})

test('an invalid request is refused with its number and words; a wrong key is told as such', () => {
  const refusal = (details: string) =>
    invoked({ state: 'COMPLETE', result: `<base:status>INVALID_REQUEST</base:status>${details}` })
  expect(
    invoke(
      refusal(
        '<base:errorDetails><base:errorId>4000</base:errorId><base:errorMessage>Fund code &quot;BW&quot; not valid</base:errorMessage></base:errorDetails>',
      ),
    ),
  ).toEqual({
    kind: 'refused',
    code: '4000',
    message: 'Pay360 refused the request: 4000 Fund code "BW" not valid',
  })
  expect(invoke(refusal('<base:errorDetails/>'))).toMatchObject({ kind: 'refused', code: 'INVALID_REQUEST' })
  expect(
    invoke(
      refusal(
        '<base:errorDetails><base:errorMessage>HMAC digest does not match</base:errorMessage></base:errorDetails>',
      ),
    ),
  ).toMatchObject({ kind: 'refused', code: 'not-authenticated' })
  const echoing = refusal(
    '<base:errorDetails><base:errorMessage>Not valid: alex@example.org 4462780000000005</base:errorMessage></base:errorDetails>',
  )
  expect(invoke(echoing)).toMatchObject({ message: 'Pay360 refused the request: Not valid: … …' })
  const long = invoke(
    refusal(
      `<base:errorDetails><base:errorMessage>${'word '.repeat(5000)}</base:errorMessage></base:errorDetails>`,
    ),
  )
  expect(long.kind === 'refused' && long.message.length).toBeLessThan(300)
})

test.each([
  ['IN_PROGRESS', '', { state: 'created', finished: false, amountPence: 0 }],
  ['IN_PROGRESS', paid(header() + card()), { state: 'created', finished: false, amountPence: 0 }],
  ['COMPLETE', paid(header() + card()), { state: 'success', finished: true, amountPence: 2500 }],
  ['COMPLETE', paid(card()), { state: 'success', finished: true, amountPence: 2500 }],
  [
    'COMPLETE',
    result('CANCELLED'),
    { state: 'cancelled', finished: true, amountPence: 0, code: 'CANCELLED' },
  ],
  ['COMPLETE', result('CANCELLED', '<scp:paymentDetails/>'), { state: 'cancelled', finished: true }],
  ['COMPLETE', result('LOGGED_OUT'), { state: 'failed', finished: true, code: 'LOGGED_OUT' }],
  ['COMPLETE', result('NOT_ATTEMPTED'), { state: 'failed', finished: true, code: 'NOT_ATTEMPTED' }],
  [
    'COMPLETE',
    result('CARD_DETAILS_REJECTED'),
    { state: 'failed', finished: true, code: 'CARD_DETAILS_REJECTED' },
  ],
  [
    'COMPLETE',
    result('INVALID_REQUEST', '<scp:errorDetails/>'),
    { state: 'error', finished: true, code: 'INVALID_REQUEST' },
  ],
  ['COMPLETE', result('ERROR'), { state: 'error', finished: true, code: 'ERROR' }],
])('%s with %s is %o', (state, more, status) => {
  expect(query(queried(state, more))).toMatchObject({ kind: 'found', status })
})

const other = (more: string) =>
  paid(
    `${header()}<base:nonCardPayment><base:amountInMinorUnits>2500</base:amountInMinorUnits>${more}</base:nonCardPayment>`,
  )
test('a payment that is not by card needs proof of its own: a status by bank, a reference otherwise', () => {
  const wallet =
    '<base:paymentType>PAYPAL</base:paymentType><base:paymentProviderReference>P-1</base:paymentProviderReference>'
  expect(query(queried('COMPLETE', other(wallet)))).toMatchObject({
    kind: 'found',
    status: { state: 'success', amountPence: 2500, traces: { cardBrand: 'PAYPAL' } },
  })
  for (const unproved of [
    '<base:paymentType>PAYPAL</base:paymentType>',
    '<base:paymentType>Open Banking</base:paymentType><base:paymentProviderReference>P-1</base:paymentProviderReference>',
    '<base:paymentType>OPEN_BANKING</base:paymentType><base:openBankingPayment/>',
    '<base:paymentType>OPEN_BANKING</base:paymentType><base:openBankingPayment><base:transactionStatus>complete</base:transactionStatus></base:openBankingPayment>',
  ]) {
    expect(query(queried('COMPLETE', other(unproved))).kind).toBe('unreachable')
  }
})

test.each([
  ['a state of the future', queried('DREAMING', paid(card()))],
  ['a state in small letters', queried('complete', paid(card()))],
  ['no state', queried('', paid(card()))],
  ['two states', queried('IN_PROGRESS</base:transactionState><base:transactionState>COMPLETE', paid(card()))],
  ['a status of the future', queried('COMPLETE', result('MAYBE', paid(card())))],
  ['a status that is a property of every object', queried('COMPLETE', result('constructor'))],
  ['no result', queried('COMPLETE')],
  ['an empty result', queried('COMPLETE', '<scp:paymentResult/>')],
  ['a success without details', queried('COMPLETE', result('SUCCESS'))],
  ['a success without an amount', queried('COMPLETE', paid(header()))],
  ['an amount in pounds', queried('COMPLETE', paid(card({ amount: '25.00' })))],
  ['an amount below zero', queried('COMPLETE', paid(card({ amount: '-2500' })))],
  ['an amount in words', queried('COMPLETE', paid(card({ amount: '2500e0' })))],
  ['two payments', queried('COMPLETE', paid(card() + card()))],
  [
    'a payment by card and by bank',
    queried(
      'COMPLETE',
      paid(
        `${card()}<base:nonCardPayment><base:amountInMinorUnits>2500</base:amountInMinorUnits><base:paymentType>PAYPAL</base:paymentType><base:paymentProviderReference>P-1</base:paymentProviderReference></base:nonCardPayment>`,
      ),
    ),
  ],
  [
    'a surcharge that is no amount',
    queried(
      'COMPLETE',
      paid(
        `${card()}<scp:surchargeDetails><base:amountInMinorUnits>x</base:amountInMinorUnits></scp:surchargeDetails>`,
      ),
    ),
  ],
  ['another payment’s reference', queried('COMPLETE', paid(card()), 'other')],
  ['another payment’s reference, unknown', queried('INVALID_REFERENCE', '', 'other')],
  ['no reference', queried('COMPLETE', paid(card()), '')],
  ['another operation', invoked()],
])('a reply with %s says nothing', (_name, text) => {
  expect(query(text).kind).toBe('unreachable')
})

test('a reference it does not know is missing, repeated or not', () => {
  expect(query(queried('INVALID_REFERENCE')).kind).toBe('missing')
  expect(query(queried('INVALID_REFERENCE', '', '')).kind).toBe('missing')
})

test('a query that is refused for its keys says nothing of the payment', () => {
  const refused = result(
    'INVALID_REQUEST',
    '<scp:errorDetails><base:errorMessage>Invalid credentials</base:errorMessage></scp:errorDetails>',
  )
  expect(query(queried('COMPLETE', refused))).toMatchObject({ kind: 'refused', code: 'not-authenticated' })
})

test('of a card only the last four digits are kept, and traces that make no sense are left out', () => {
  const outcome = query(
    queried(
      'COMPLETE',
      paid(
        `${header('yesterday')}${card({ number: '4462780000000005' })}<scp:saleSummary><scp:items><scp:itemSummary><base:lineId>1</base:lineId><base:continuousAuditNumber>00042</base:continuousAuditNumber></scp:itemSummary><scp:itemSummary><base:lineId>__proto__</base:lineId><base:continuousAuditNumber>7</base:continuousAuditNumber></scp:itemSummary></scp:items></scp:saleSummary>`,
      ),
    ),
  )
  expect(outcome).toMatchObject({
    status: { state: 'success', traces: { lastDigits: '0005', auditNumbers: { 1: '00042' } } },
  })
  expect(JSON.stringify(outcome)).not.toContain('446278')
  expect(JSON.stringify(outcome)).not.toContain('capturedOn')
})

test.each([
  ['2026-06-30T23:30:00Z', '2026-06-30'],
  ['2026-07-01T00:30:00+01:00', '2026-06-30'],
  ['2026-07-01T00:30:00', '2026-07-01'],
])('a payment of %s was taken on %s', (date, day) => {
  expect(query(queried('COMPLETE', paid(header(date) + card())))).toMatchObject({
    status: { traces: { capturedOn: day } },
  })
})

test.each([
  ['Client', 'Authentication failed', 'refused'],
  ['Server', 'Invalid HMAC digest', 'refused'],
  ['Client', 'Timestamp out of range', 'refused'],
  ['Client', 'Validation error', 'refused'],
  ['Client.Authentication', '', 'refused'],
  ['Server', 'Connection to the database lost', 'unreachable'],
  ['Server', 'The payment was not authorised', 'unreachable'],
  ['ClientSide', 'Something else', 'unreachable'],
  ['', '', 'unreachable'],
])('a fault of %s that says “%s” is %s, with HTTP 500 as with 200', (code, words, kind) => {
  for (const status of [200, 500]) {
    const text = faultReply(code, words)
    expect(invoke(text, status).kind).toBe(kind)
    expect(query(text, status).kind).toBe(kind)
    expect(readVersion(readSoap(status, text)).kind).toBe(kind)
  }
})

test('a door that is closed is a refusal, whatever else is not SOAP is no answer', () => {
  for (const [status, kind] of [
    [401, 'refused'],
    [403, 'refused'],
    [404, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ] as const) {
    expect(query('<html><body>No</body></html>', status)).toMatchObject({ kind })
    expect(invoke('', status)).toMatchObject({ kind })
  }
  // Nor is a good answer under a bad status.
  expect(query(queried('COMPLETE', paid(card())), 502).kind).toBe('unreachable')
})

test('the version is told in words, and nothing else is a version', () => {
  const version = (content: string) =>
    readVersion(
      readSoap(200, envelope(`<b:scpVersionResponse xmlns:b="${base}">${content}</b:scpVersionResponse>`)),
    )
  expect(version('<b:version>15.4</b:version><b:schemaVersion>8.0</b:schemaVersion>')).toEqual({
    kind: 'version',
    words: '15.4, schema 8.0',
  })
  expect(version('').kind).toBe('unreachable')
  expect(readVersion(readSoap(200, invoked())).kind).toBe('unreachable')
})
