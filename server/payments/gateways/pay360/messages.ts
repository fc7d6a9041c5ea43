import { vatPercent } from '../../../vat.ts'
import type { CreateRequest, Payer } from '../../gateway.ts'
import { soapEnvelope } from '../soap.ts'
import { element, optional, optionalParts, plainText, type Xml } from '../xml-element.ts'
import { type Freshness, pay360Credentials } from './credentials.ts'
import { type Pay360Item, pay360Items } from './items.ts'
import { type Pay360Settings, readVatCodes } from './settings.ts'

// The messages of the SCP simple interface. Every complex type is an xs:sequence: the order here is the schema's, and counts.
// Lengths are the schema's (portal-api 8.0: generalString 50, postCode 10, description 100), and no text may be empty.

const namespaces = {
  'xmlns:scp': 'http://www.capita-software-services.com/scp/simple',
  'xmlns:base': 'http://www.capita-software-services.com/scp/base',
  'xmlns:cf': 'https://support.capita-software.co.uk/selfservice/?commonFoundation',
}

/** scpSimpleInvoke: opens a session of the portal in which the payer can pay `request.amountPence`, and nothing else. */
export function invokeMessage(settings: Pay360Settings, request: CreateRequest, fresh: Freshness): string {
  const content = [
    pay360Credentials(settings, fresh),
    element('base:requestType', 'payOnly'),
    element('base:requestId', request.idempotencyKey),
    element('base:routing', [
      element('base:returnUrl', request.returnUrl),
      element('base:backUrl', request.returnUrl),
      element('base:siteId', settings.siteId),
      element('base:scpId', settings.scpId),
    ]),
    // CNP: an officer types what the caller says. The bank's rules and 3-D Secure turn on it.
    element('base:panEntryMethod', request.channel === 'moto' ? 'CNP' : 'ECOM'),
    optionalParts('base:additionalInstructions', [optional('base:styleCode', settings.styleCode)]),
    billing(request.payer),
    sale(settings, request),
  ]
  return soapEnvelope(element('scp:scpSimpleInvokeRequest', content, namespaces))
}

/** scpSimpleQuery: how a session stands. Payments that are not by card are told of too. */
export function queryMessage(settings: Pay360Settings, scpReference: string, fresh: Freshness): string {
  const content = [
    pay360Credentials(settings, fresh),
    element('base:siteId', settings.siteId),
    element('base:scpReference', scpReference),
  ]
  const attributes = { ...namespaces, acceptNonCardResponseData: 'true' }
  return soapEnvelope(element('scp:scpSimpleQueryRequest', content, attributes))
}

export function versionMessage(settings: Pay360Settings, fresh: Freshness): string {
  return soapEnvelope(element('base:scpVersionRequest', [pay360Credentials(settings, fresh)], namespaces))
}

function sale(settings: Pay360Settings, request: CreateRequest): Xml {
  const items = pay360Items(request.lines).map((line) => item(settings, request, line))
  return element('scp:sale', [
    summary('base:saleSummary', descriptionOf(request), request.amountPence, [
      optional('base:reference', plainText(request.reference, 50)),
      optional('base:displayableReference', plainText(request.reference, 50)),
    ]),
    optionalParts('scp:items', items),
  ])
}

function item(settings: Pay360Settings, request: CreateRequest, line: Pay360Item): Xml {
  const description = plainText(line.label ?? '', 100) || descriptionOf(request)
  return element('scp:item', [
    summary('base:itemSummary', description, line.pence, [
      // What the fund posts it to; without a ledger code the payment's own reference.
      optional('base:reference', plainText(line.ledger ?? '', 50) || plainText(request.reference, 50)),
    ]),
    tax(settings, line.vat),
    line.quantity === undefined ? undefined : element('base:quantity', line.quantity),
    optionalParts('base:lgItemDetails', [
      optional('base:fundCode', plainText(line.fund)),
      optional('base:additionalReference', plainText(request.reference, 50)),
      optional('base:narrative', plainText(line.narrative ?? '', 50)),
    ]),
    element('base:lineId', line.lineId),
  ])
}

function summary(name: string, description: string, pence: number, references: (Xml | undefined)[]): Xml {
  return element(name, [
    element('base:description', description),
    element('base:amountInMinorUnits', pence),
    ...references,
  ])
}

/** Left out without a code for the treatment: a rate of 0 alone would not tell outside the scope, exempt and zero-rated apart. */
function tax(settings: Pay360Settings, vat: Pay360Item['vat']): Xml | undefined {
  const code = vat && readVatCodes(settings.vatCodes ?? '')?.[vat.treatment]
  if (!vat || !code) return undefined
  return element('base:tax', [
    element('base:vat', [
      element('base:vatCode', code),
      element('base:vatRate', vatPercent(vat.treatment)),
      element('base:vatAmountInMinorUnits', vat.pence),
    ]),
  ])
}

/** Filled in on the portal's page and open to correction there; a postcode or e-mail address that does not fit is left for the payer to type. */
function billing(payer: Payer | undefined): Xml | undefined {
  const { name = '', email = '', address = {} } = payer ?? {}
  const lines = [address.line1, address.line2, address.city].flatMap(
    (line) => plainText(line ?? '', 50) || [],
  )
  const postcode = plainText(address.postcode ?? '')
  const typedEmail = plainText(email)
  const details = optionalParts('base:cardHolderDetails', [
    optional('base:cardHolderName', plainText(name, 50)),
    optionalParts('base:address', [
      ...lines.map((line, index) => element(`base:address${index + 1}`, line)),
      optional('base:postcode', [...postcode].length <= 10 ? postcode : undefined),
    ]),
    optionalParts('base:contact', [
      optional('base:email', /^[^@\s]+@[^@\s]+$/.test(typedEmail) ? typedEmail : undefined),
    ]),
  ])
  return details && element('base:billing', [details], { editable: 'true' })
}

function descriptionOf(request: CreateRequest): string {
  return plainText(request.description, 100) || plainText(request.reference, 100) || 'Payment'
}
