import { z } from 'zod'
import { readSoap, soapEnvelope, textOf } from '../soap.ts'
import { element } from '../xml-element.ts'
import type { CivicaSettings } from './settings.ts'

export const queryAction = '"http://tempuri.org/QueryAuthRequests/Service1/Query"'
/** Authorisation requests in one answer: more than a basket can have. */
export const pageSize = 100

/**
 * The question to QueryAuthRequests: every authorisation request under one reference. It carries no password; what makes the
 * answer count is that we ask, over TLS, at the vendor's own address. Elements are spelled as the service spells them.
 */
export function queryBody(settings: CivicaSettings, reference: string): string {
  const condition = [
    element('Column', 'callingapplicationtransactionreference'),
    element('Value', reference),
    element('Operator', '='),
    element('BooleanOp', 'And'),
  ]
  const message = [
    element('CallingApplicationIdentifier', settings.callingAppIdentifier),
    element(
      'CriteraList',
      settings.queryCriterion ? [element(settings.queryCriterion, condition)] : condition,
    ),
    element('pageNum', 1),
    element('pageSize', pageSize),
  ]
  return soapEnvelope(
    element('Query', [element('ReqMessage', message, { xmlns: settings.queryNamespace })], {
      xmlns: 'http://tempuri.org/QueryAuthRequests/Service1',
    }),
  )
}

const Text = z.string().max(2000).transform(textOf)
const Authorisation = z.object({
  RequestStatus: Text,
  AccountPaymentAmount: Text,
  CallingApplicationTransactionReference: Text.optional(),
  AccountReference: Text.optional(),
  TrueAccountReference: Text.optional(),
  IncomeManagementReceiptNumber: Text.optional(),
})
/** One authorisation request: usually one line of a basket. An empty text is .NET's way to say nothing. */
export type Authorisation = z.infer<typeof Authorisation>

export type QueryReply =
  /** `code` 00000: these; 00001: none; every other: the service's refusal. */
  | { kind: 'answer'; code: string; authorisations: Authorisation[] }
  | { kind: 'fault'; code: string }
  /** No answer of this service, whatever the HTTP status says. */
  | { kind: 'unreadable' }

const Answer = z.object({
  QueryResponse: z.object({
    RespMessage: z.object({
      ResponseCode: Text.pipe(z.string().min(1).max(40)),
      PaymentList: z.unknown().optional(),
    }),
  }),
})

/** Reads a SOAP reply, believing nothing that is not spelled out in it. */
export function readQueryReply(status: number, text: string): QueryReply {
  const soap = readSoap(status, text)
  // SOAP 1.1 section 4.4.1: after the prefix and before the first dot it says whose fault it is.
  if (soap.kind === 'fault')
    return { kind: 'fault', code: soap.code.replace(/^.*:/, '').replace(/\..*$/, '') }
  const answer = soap.kind === 'body' ? Answer.safeParse(soap.body).data : undefined
  if (!answer) return { kind: 'unreadable' }
  const { ResponseCode: code, PaymentList } = answer.QueryResponse.RespMessage
  if (code !== '00000') return { kind: 'answer', code, authorisations: [] }
  const authorisations = z.array(Authorisation).min(1).safeParse(structuresOf(PaymentList))
  return authorisations.success
    ? { kind: 'answer', code, authorisations: authorisations.data }
    : { kind: 'unreadable' }
}

/** Either one PaymentList with a PaymentStructure each, or a PaymentList each: sites serialise lists in both ways. */
function structuresOf(paymentList: unknown): unknown[] {
  return [paymentList].flat().flatMap((list) => {
    const wrapped = typeof list === 'object' && list !== null && 'PaymentStructure' in list
    return wrapped ? [list.PaymentStructure].flat() : [list]
  })
}
