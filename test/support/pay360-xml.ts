import type { ScpSession } from './pay360.ts'
import { base, scp, soap } from './pay360-schema.ts'

// The replies of the SCP simple interface, as its schema has them.

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const tag = (name: string, text: string | number) => `<${name}>${escaped(String(text))}</${name}>`

function envelope(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}"><SOAP-ENV:Header/><SOAP-ENV:Body>${content}</SOAP-ENV:Body></SOAP-ENV:Envelope>`
}

/** Prefixes are the sender's affair: not those of our own messages. */
function reply(name: string, content: string): string {
  return envelope(`<ns3:${name} xmlns:ns3="${scp}" xmlns="${base}">${content}</ns3:${name}>`)
}

export function faultReply(code: string, words: string): string {
  return envelope(
    `<SOAP-ENV:Fault><faultcode>SOAP-ENV:${code}</faultcode><faultstring xml:lang="en">${escaped(words)}</faultstring></SOAP-ENV:Fault>`,
  )
}

export function versionReply(): string {
  return envelope(
    `<scpVersionResponse xmlns="${base}">${tag('version', '15.4.0')}${tag('schemaVersion', '15.4')}</scpVersionResponse>`,
  )
}

export function invokeReply(outcome: {
  requestId: string
  scpReference: string
  state: string
  status: string
  redirectUrl?: string
  errorId?: string
  errorMessage?: string
}): string {
  const { requestId, scpReference, state, status, redirectUrl } = outcome
  const errors = `<errorDetails>${tag('errorId', outcome.errorId ?? '')}${tag('errorMessage', outcome.errorMessage ?? '')}</errorDetails>`
  const result = `${tag('status', status)}${redirectUrl === undefined ? errors : tag('redirectUrl', redirectUrl)}`
  return reply(
    'scpSimpleInvokeResponse',
    `${tag('requestId', requestId)}${tag('scpReference', scpReference)}${tag('transactionState', state)}<invokeResult>${result}</invokeResult>`,
  )
}

/** @param session undefined for a reference nobody knows */
export function queryReply(scpReference: string, session: ScpSession | undefined, at: Date): string {
  const state = !session ? 'INVALID_REFERENCE' : session.status === 'OPEN' ? 'IN_PROGRESS' : 'COMPLETE'
  const about = `${session ? tag('requestId', session.requestId) : ''}${tag('scpReference', scpReference)}${tag('transactionState', state)}`
  return reply(
    'scpSimpleQueryResponse',
    `${about}${state === 'COMPLETE' && session ? result(session, at) : ''}`,
  )
}

function result(session: ScpSession, at: Date): string {
  const status = tag('status', session.status)
  if (session.status === 'SUCCESS') {
    return `<ns3:paymentResult>${status}<ns3:paymentDetails>${details(session, at)}</ns3:paymentDetails></ns3:paymentResult>`
  }
  const error = ['INVALID_REQUEST', 'ERROR'].includes(session.status)
    ? `<ns3:errorDetails>${tag('errorId', '5000')}${tag('errorMessage', 'Something of the portal')}</ns3:errorDetails>`
    : ''
  return `<ns3:paymentResult>${status}${error}</ns3:paymentResult>`
}

function details(session: ScpSession, at: Date): string {
  const pence = session.amountPence + session.surchargePence
  const header = `<paymentHeader>${tag('transactionDate', at.toISOString())}${tag('machineCode', '00699')}${tag('uniqueTranId', '5N9AXB4FLWFZ')}</paymentHeader>`
  const items = session.items.map(
    ({ lineId }, index) =>
      `<ns3:itemSummary>${tag('lineId', lineId)}${tag('continuousAuditNumber', 1202 + index)}</ns3:itemSummary>`,
  )
  const sale = `<ns3:saleSummary>${items.length > 0 ? `<ns3:items>${items.join('')}</ns3:items>` : ''}</ns3:saleSummary>`
  const surcharge =
    session.surchargePence > 0
      ? `<ns3:surchargeDetails>${tag('fundCode', 'SUR')}${tag('reference', 'SURCHARGE')}${tag('amountInMinorUnits', session.surchargePence)}<surchargeBasis>${tag('surchargeFixed', session.surchargePence)}</surchargeBasis>${tag('vatAmountInMinorUnits', 0)}</ns3:surchargeDetails>`
      : ''
  return `${header}${session.openBanking ? byBank(pence, session.openBanking) : byCard(pence)}${sale}${surcharge}`
}

function byCard(pence: number): string {
  return `<authDetails>${tag('authCode', '123456')}${tag('amountInMinorUnits', pence)}${tag('maskedCardNumber', '446278******0005')}${tag('cardDescription', 'VISA')}${tag('cardType', 'DEBIT')}${tag('merchantNumber', '00012345')}${tag('expiryDate', '1227')}${tag('continuousAuditNumber', 1201)}</authDetails>`
}

function byBank(pence: number, status: string): string {
  const bank = `${tag('endToEndIdentification', 'E2E1')}${tag('transactionStatus', status)}${tag('paymentId', 'OB-1')}`
  return `<nonCardPayment>${tag('amountInMinorUnits', pence)}${tag('paymentType', 'OPEN_BANKING')}<openBankingPayment>${bank}</openBankingPayment></nonCardPayment>`
}
