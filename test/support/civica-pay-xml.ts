import type { Context } from 'hono'

/** One PaymentStructure. Amounts and statuses are text, so that tests can say what no service should. */
export interface CivicaAuthorisation {
  RequestStatus: string
  AccountPaymentAmount: string
  AccountReference?: string
  TrueAccountReference?: string
  IncomeManagementReceiptNumber?: string
  OriginatorsReference?: string
  CallingApplicationTransactionReference?: string
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const envelope = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${content}</soap:Body></soap:Envelope>`

/** A reply of QueryAuthRequests. */
export function queryAnswer(code: string, structures: readonly CivicaAuthorisation[]): string {
  const list = structures.map((structure) => {
    const parts = Object.entries(structure).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
    return `<PaymentStructure>${parts.join('')}</PaymentStructure>`
  })
  return envelope(
    `<QueryResponse xmlns="http://tempuri.org/QueryAuthRequests/Service1"><RespMessage xmlns="http://altsql71/XMLSchema/epayments/standard"><ResponseCode>${escaped(code)}</ResponseCode><ResponseDescription>For developers</ResponseDescription>${list.length > 0 ? `<PaymentList>${list.join('')}</PaymentList>` : '<PaymentList />'}</RespMessage></QueryResponse>`,
  )
}

export const notKnown = queryAnswer('00001', [])

export function soapFault(context: Context, code: string, words: string): Response {
  const fault = `<soap:Fault><faultcode>${code}</faultcode><faultstring>${escaped(words)}</faultstring><detail /></soap:Fault>`
  return context.body(envelope(fault), 500, { 'content-type': 'text/xml; charset=utf-8' })
}

/** The unsigned message to NotifyURL. */
export function notification(about: {
  basket: string
  reference: string
  address: string
  status: string
  items: readonly { AccountReference: string; CatalogueID: string; PaymentAmount: string }[]
}): string {
  const items = about.items.map(
    (item) =>
      `<ListItem><Amount>${item.PaymentAmount}</Amount><FundCode>${escaped(item.CatalogueID)}</FundCode><Reference>${escaped(item.AccountReference)}</Reference><TrueAccountReference>${escaped(item.AccountReference)}</TrueAccountReference></ListItem>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<NotificationMessage xmlns="http://schemas.datacontract.org/2004/07/epPaymentNotification"><BasketReference>${about.basket}</BasketReference><CallingApplicationTransReference>${escaped(about.reference)}</CallingApplicationTransReference><ListItems>${items.join('')}</ListItems><NotificationUrl>${escaped(about.address)}</NotificationUrl><RequestDateTime>2026-01-14T18:22:05</RequestDateTime><RequestStatus>${about.status}</RequestStatus></NotificationMessage>`
}
