import { randomUUID } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { XMLParser } from 'fast-xml-parser'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { BasketFields } from './civica-pay-fields.ts'
import { type CivicaAuthorisation, notification, notKnown, queryAnswer, soapFault } from './civica-pay-xml.ts'

/**
 * A stateful stand-in of Civica Pay, written from public client code and never checked against the live service: baskets whose
 * refusals all come with HTTP 200 and 99999, a query that knows nothing until the payer has finished, one that passes over a
 * search condition it does not understand (as .NET does), tokens that pay once, baskets that live an hour on a clock that tests
 * set, unsigned notifications, and faults on demand.
 */
export interface CivicaPayStandIn {
  url: string
  settings: Record<
    'estore' | 'xml' | 'callingAppIdentifier' | 'customerId' | 'apiPassword' | 'queryNamespace',
    string
  >
  /** Element around a search condition; empty = the parts are in CriteraList itself. */
  criterion: string
  /** By BasketReference. */
  baskets: Map<string, CivicaBasket>
  /** By CallingAppTranReference: what QueryAuthRequests knows. Tests put in what they like. */
  authorisations: Map<string, CivicaAuthorisation[]>
  /** Every request body that arrived at the eStore and at the query, as text. */
  received: { estore: string[]; query: string[] }
  /** The time there (milliseconds); tests move it. */
  now: { ms: number }
  /** Each is used up by the next call to either service. */
  faults: CivicaFault[]
  /** What the payer does behind a link. It works until they have finished. */
  visit(nextUrl: string, does: PayerAction): 'done' | 'link-used'
  /** The unsigned address a payer comes back to, with whatever it is made to say. */
  returnLink(basket: CivicaBasket, responseCode: string): string
  /** What would be sent for a reference, and to which address; some of it twice. */
  notifications(reference: string): { address: string; body: Uint8Array<ArrayBuffer> }[]
  close(): Promise<void>
}

export type PayerAction = 'open' | 'pay' | 'decline' | 'cancel'
export type CivicaFault =
  | { kind: 'status'; status: number; body?: string }
  | { kind: 'answer'; body: string }
  /** Does what was asked and drops the line before answering. */
  | { kind: 'reply-lost' }
  /** Answers only after so many milliseconds. */
  | { kind: 'slow'; ms: number }

export interface CivicaBasket {
  reference: string
  token: string
  fields: z.infer<typeof BasketFields>
  createdMs: number
  opened: boolean
  finished?: 'A' | 'D' | 'cancelled'
}

const basketMs = 60 * 60_000

export async function startCivicaPay(options: { criterion?: string } = {}): Promise<CivicaPayStandIn> {
  const settings = {
    estore: 'ExampleshireEstore',
    xml: 'ExampleshireXML',
    callingAppIdentifier: 'Forms',
    customerId: 'EXAMPLE',
    apiPassword: `pw-${randomUUID()}`,
    queryNamespace: 'http://altsql71/XMLSchema/epayments/standard',
  }
  const baskets = new Map<string, CivicaBasket>()
  const authorisations = new Map<string, CivicaAuthorisation[]>()
  const received: CivicaPayStandIn['received'] = { estore: [], query: [] }
  const faults: CivicaFault[] = []
  const now = { ms: Date.now() }
  let url = ''
  let receipts = 0

  const app = new Hono()
  app.use(async (context, next) => {
    const fault = faults.shift()
    if (fault?.kind === 'status') return context.text(fault.body ?? 'For developers', fault.status as 500)
    if (fault?.kind === 'answer') return context.text(fault.body)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    await next()
    if (fault?.kind === 'reply-lost') {
      ;(context.env as { outgoing: { socket: { destroy(): void } } }).outgoing.socket.destroy()
    }
  })

  const no = (context: Context, message: string, fieldErrors: unknown[] = []) =>
    context.json({
      Success: 'false',
      ResponseCode: '99999',
      BasketReference: null,
      BasketToken: null,
      ErrorMessage: message,
      ErrorSummary: message,
      FieldErrors: fieldErrors,
    })
  const signedIn = (body: Record<string, unknown>) =>
    body.CallingAppIdentifier === settings.callingAppIdentifier &&
    body.CustomerID === settings.customerId &&
    body.ApiPassword === settings.apiPassword
  const api = `/${settings.estore}/TransportableBasket/api/BasketApi`

  app.post(`${api}/CreateImmediatePaymentBasket`, async (context) => {
    const text = await context.req.text()
    received.estore.push(text)
    const json = JSON.parse(text) as Record<string, unknown>
    if (!signedIn(json)) return no(context, 'Invalid calling application credentials')
    const fields = BasketFields.safeParse(json)
    if (!fields.success) {
      return no(
        context,
        'Field errors',
        fields.error.issues.map((issue) => issue.path.join('.')),
      )
    }
    const basket: CivicaBasket = {
      reference: String(120_000_001 + baskets.size),
      token: randomUUID(),
      fields: fields.data,
      createdMs: now.ms,
      opened: false,
    }
    baskets.set(basket.reference, basket)
    return context.json({
      Success: 'true',
      ResponseCode: '00000',
      BasketReference: basket.reference,
      BasketToken: basket.token,
      ErrorMessage: '',
      ErrorSummary: '',
      FieldErrors: [],
    })
  })

  app.post(`${api}/RetrieveBasketSecurityDetails`, async (context) => {
    const json = (await context.req.json()) as Record<string, unknown>
    if (!signedIn(json)) return no(context, 'Invalid calling application credentials')
    const basket = baskets.get(String(json.BasketReference))
    if (!basket) return no(context, 'Basket not found')
    return context.json({
      Success: true,
      ResponseCode: '00000',
      BasketReference: basket.reference,
      BasketToken: basket.token,
      ErrorMessage: null,
    })
  })

  const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false })
  const standIn: CivicaPayStandIn = {
    get url() {
      return url
    },
    settings,
    criterion: options.criterion ?? '',
    baskets,
    authorisations,
    received,
    now,
    faults,
    visit(nextUrl, does) {
      const link = new URL(nextUrl)
      const basket = baskets.get(link.searchParams.get('basketreference') ?? '')
      const isRight =
        link.pathname === `/${settings.estore}/estore/default/Remote/Fetch` &&
        link.searchParams.get('baskettoken') === basket?.token &&
        link.searchParams.get('callingapptxnreference') === basket?.fields.CallingAppTranReference
      if (!basket || !isRight || basket.finished || now.ms - basket.createdMs > basketMs) return 'link-used'
      basket.opened = true
      if (does === 'cancel') basket.finished = 'cancelled'
      if (does === 'pay' || does === 'decline') finish(basket, does === 'pay' ? 'A' : 'D')
      return 'done'
    },
    returnLink(basket, responseCode) {
      const link = new URL(basket.fields.ReturnURL)
      link.searchParams.set('responseCode', responseCode)
      link.searchParams.set('callingAppTxnRef', basket.fields.CallingAppTranReference)
      link.searchParams.set('BasketRef', basket.reference)
      return link.href
    },
    notifications(reference) {
      return [...baskets.values()]
        .filter((basket) => basket.fields.CallingAppTranReference === reference && basket.finished)
        .flatMap((basket) => {
          const address = basket.fields.NotifyURL
          if (!address || !basket.finished || basket.finished === 'cancelled') return []
          const body = new TextEncoder().encode(
            notification({
              basket: basket.reference,
              reference,
              address,
              status: basket.finished,
              items: basket.fields.PaymentItems.map(({ PaymentDetails }) => PaymentDetails),
            }),
          )
          return [
            { address, body },
            { address, body },
          ]
        })
    },
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }

  function finish(basket: CivicaBasket, status: 'A' | 'D') {
    basket.finished = status
    receipts += 1
    const reference = basket.fields.CallingAppTranReference
    const made = basket.fields.PaymentItems.map(({ PaymentDetails }) => ({
      RequestStatus: status,
      AccountReference: PaymentDetails.AccountReference,
      TrueAccountReference: PaymentDetails.AccountReference,
      AccountPaymentAmount: PaymentDetails.PaymentAmount,
      ...(status === 'A' && { IncomeManagementReceiptNumber: `IM${receipts}` }),
      OriginatorsReference: `OR${receipts}`,
      CallingApplicationTransactionReference: reference,
    }))
    authorisations.set(reference, [...(authorisations.get(reference) ?? []), ...made])
  }

  app.post(`/${settings.xml}/QueryAuthRequests/QueryAuthRequests.asmx`, async (context) => {
    const text = await context.req.text()
    received.query.push(text)
    const isSoap = context.req.header('content-type')?.startsWith('text/xml')
    const action = context.req.header('soapaction')
    if (!isSoap || action !== '"http://tempuri.org/QueryAuthRequests/Service1/Query"') {
      return soapFault(context, 'soap:Client', 'Server did not recognize the value of HTTP Header SOAPAction')
    }
    const message = parser.parse(text)?.Envelope?.Body?.Query?.ReqMessage
    // In another namespace .NET sees no message, and falls over it.
    if (!message || !text.includes(`<ReqMessage xmlns="${settings.queryNamespace}">`)) {
      return soapFault(context, 'soap:Server', 'Object reference not set to an instance of an object.')
    }
    if (message.CallingApplicationIdentifier !== settings.callingAppIdentifier) {
      return context.body(queryAnswer('99999', []), 200, { 'content-type': 'text/xml; charset=utf-8' })
    }
    const condition = standIn.criterion ? message.CriteraList?.[standIn.criterion] : message.CriteraList
    const heeded = condition?.Column === 'callingapplicationtransactionreference'
    const matching = heeded
      ? (authorisations.get(condition.Value) ?? [])
      : [...authorisations.values()].flat()
    const [page, size] = [Number(message.pageNum), Number(message.pageSize)]
    const shown = matching.slice((page - 1) * size, page * size)
    return context.body(shown.length > 0 ? queryAnswer('00000', shown) : notKnown, 200, {
      'content-type': 'text/xml; charset=utf-8',
    })
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })
  return standIn
}
