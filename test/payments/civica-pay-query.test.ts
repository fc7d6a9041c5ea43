import { describe, expect, test } from 'vitest'
import { readQueryReply } from '../../server/payments/gateways/civica-pay/query.ts'
import { queryAnswer } from '../support/civica-pay-xml.ts'
import { aPayment, withCivica } from './a-civica-account.ts'

const paid = [{ RequestStatus: 'A', AccountPaymentAmount: '25.00' }]

test('the question names our reference, the council’s namespace and nothing else', () =>
  withCivica(async (account) => {
    const { request, id } = await aPayment(account)
    await account.gateway().query(account.settings, id)
    const [asked] = account.civica.received.query
    expect(asked?.replace(/>\s+</g, '><')).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header></soapenv:Header><soapenv:Body>',
        '<Query xmlns="http://tempuri.org/QueryAuthRequests/Service1">',
        '<ReqMessage xmlns="http://altsql71/XMLSchema/epayments/standard">',
        '<CallingApplicationIdentifier>Forms</CallingApplicationIdentifier>',
        '<CriteraList><Column>callingapplicationtransactionreference</Column>',
        `<Value>${request.idempotencyKey}</Value><Operator>=</Operator><BooleanOp>And</BooleanOp></CriteraList>`,
        '<pageNum>1</pageNum><pageSize>100</pageSize>',
        '</ReqMessage></Query></soapenv:Body></soapenv:Envelope>',
      ].join(''),
    )
    expect(asked).not.toContain(account.civica.settings.apiPassword)
  }))

test('a site with an element around each condition is asked in its way', () =>
  withCivica(
    async (account) => {
      const { id, nextUrl } = await aPayment(account)
      account.civica.visit(nextUrl, 'pay')
      expect(account.civica.received.query).toEqual([])
      expect(await account.gateway().query(account.settings, id)).toMatchObject({
        status: { state: 'success', amountPence: 2500 },
      })
      expect(account.civica.received.query[0]).toContain('<CriteraList><Critera><Column>')
    },
    { criterion: 'Critera' },
  ))

test('settings and ids with markup in them ask for a strange name, never another question', () =>
  withCivica(async ({ civica, gateway, typed }) => {
    const settings = gateway().parseSettings({ ...typed, callingAppIdentifier: 'F<orms>&"\'' })
    const hostile = '</Value><Operator>or</Operator><Value>'
    expect((await gateway().query(settings, hostile)).kind).toBe('refused')
    expect(civica.received.query[0]).toContain('>F&lt;orms&gt;&amp;&quot;&apos;<')
    expect(civica.received.query[0]?.match(/<Operator>/g)).toHaveLength(1)
  }))

describe('each answer', () => {
  test('is found, open, refused or not known', () =>
    withCivica(async (account) => {
      const { civica, gateway, settings } = account
      const { id } = await aPayment(account)
      const fault = (code: string) =>
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>${code}</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>`
      const cases: [status: number, body: string, kind: string, code?: string][] = [
        [200, queryAnswer('00000', paid), 'found'],
        [200, queryAnswer('00001', []), 'found'],
        [200, queryAnswer('00001', paid), 'found'],
        [200, queryAnswer('00001', []).replace('<PaymentList />', ''), 'found'],
        [200, queryAnswer('00000', []).replace('<PaymentList />', ''), 'unreachable'],
        [200, queryAnswer('00000', []), 'unreachable'],
        [200, queryAnswer('', paid), 'unreachable'],
        [200, queryAnswer('00002', paid), 'refused', '00002'],
        [200, queryAnswer('99999', paid), 'refused', '99999'],
        [200, queryAnswer('0', paid), 'refused', '0'],
        [500, queryAnswer('00000', paid), 'unreachable'],
        [404, queryAnswer('00001', []), 'refused', '404'],
        [500, fault('soap:Server'), 'unreachable'],
        [500, fault('soap:Client'), 'refused', 'Client'],
        [500, fault('soap:Client.Authentication'), 'refused', 'Client'],
        [401, 'Unauthorised', 'refused', '401'],
      ]
      for (const [status, body, kind, code] of cases) {
        civica.faults.push({ kind: 'status', status, body })
        const outcome = await gateway().query(settings, id)
        expect([status, body, outcome.kind]).toEqual([status, body, kind])
        if (outcome.kind === 'refused') expect(outcome.code).toBe(code)
      }
      // 00001 is "not found", whatever list comes with it.
      civica.faults.push({ kind: 'answer', body: queryAnswer('00001', paid) })
      expect(await gateway().query(settings, id)).toMatchObject({ status: { state: 'created' } })
    }))

  test('with lists serialised the other way is read the same', () => {
    const flat = queryAnswer('00000', [...paid, ...paid])
      .replaceAll(/<\/?PaymentList>/g, '')
      .replaceAll('PaymentStructure', 'PaymentList')
    expect(readQueryReply(200, flat)).toEqual({
      kind: 'answer',
      code: '00000',
      authorisations: [...paid, ...paid],
    })
  })
})

describe('hostile XML', () => {
  const good = queryAnswer('00000', paid)
  const laughs = `<!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]>`
  test.each([
    ['nothing', ''],
    ['JSON', '{"ResponseCode":"00000"}'],
    ['a billion laughs', good.replace('?>', `?>${laughs}`).replace('25.00', '&a19;')],
    ['an outside entity', good.replace('?>', '?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['a document type in small letters', good.replace('?>', '?><!doctype a>')],
    ['half a document', good.slice(0, good.indexOf('</PaymentStructure>'))],
    ['a document that does not close', good.replace('</PaymentList>', '')],
    ['far too deep', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ['names of JavaScript’s own', good.replaceAll('RespMessage', '__proto__')],
    ['two answers', good.replace('<ResponseCode>', '<ResponseCode>00001</ResponseCode><ResponseCode>')],
    ['two messages', good.replace(/<RespMessage.*<\/RespMessage>/, '$&$&')],
    ['a status with parts', good.replace('>A<', '><A>A</A><')],
    ['another service’s answer', good.replaceAll('QueryResponse', 'PayResponse')],
    ['no envelope', good.replaceAll('soap:Envelope', 'soap:Letter')],
    ['a list of words', good.replace(/<PaymentList>.*<\/PaymentList>/, '<PaymentList>A</PaymentList>')],
    ['no amount', good.replace(/<AccountPaymentAmount>.*<\/AccountPaymentAmount>/, '')],
  ])('%s is no answer', (_name, text) => {
    expect(text).not.toBe(good)
    expect(readQueryReply(200, text)).toEqual({ kind: 'unreadable' })
  })

  test('an entity nobody declared stays words', () => {
    const reply = readQueryReply(200, good.replace('25.00', '&xxe;'))
    expect(reply).toMatchObject({ authorisations: [{ AccountPaymentAmount: '&xxe;' }] })
  })

  test('an answer without an end is not waited for, nor kept', () =>
    withCivica(async (account) => {
      const { id } = await aPayment(account)
      const body = good.replace('25.00', `25.00${' '.repeat(1_000_000)}`)
      account.civica.faults.push({ kind: 'answer', body })
      expect((await account.gateway().query(account.settings, id)).kind).toBe('unreachable')
    }))
})
