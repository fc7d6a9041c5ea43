import {
  breaches,
  type ElementRule,
  type PartsRule,
  readXml,
  type TextRule,
  type XmlNode,
} from './xml-schema.ts'

/*
 * The rules of the three messages of the SCP simple interface, written out from the vendor's schemas (scp/simple, scp/base,
 * portal-api 8.0.0.3, common foundation 7.4.2.0), as far as a client that takes payments goes: card data, stored cards,
 * postage and surcharges have no place in ours, and are refused here.
 */

export const scp = 'http://www.capita-software-services.com/scp/simple'
export const base = 'http://www.capita-software-services.com/scp/base'
export const foundation = 'https://support.capita-software.co.uk/selfservice/?commonFoundation'
export const soap = 'http://schemas.xmlsoap.org/soap/envelope/'

const need = (name: string, type: ElementRule['type']): ElementRule => ({ name, required: true, type })
const may = (name: string, type: ElementRule['type']): ElementRule => ({ name, required: false, type })
const inBase = (rule: ElementRule): ElementRule => ({ ...rule, name: `{${base}}${rule.name}` })
const inScp = (rule: ElementRule): ElementRule => ({ ...rule, name: `{${scp}}${rule.name}` })
const inFoundation = (rule: ElementRule): ElementRule => ({ ...rule, name: `{${foundation}}${rule.name}` })
const sequence = (...parts: ElementRule[]): PartsRule => ({ order: 'sequence', parts })
const all = (...parts: ElementRule[]): PartsRule => ({ order: 'all', parts })

const length =
  (least: number, most: number): TextRule =>
  (text) => {
    const size = [...text].length
    return size < least || size > most ? `${size} characters, not ${least} to ${most}` : undefined
  }
const pattern =
  (regex: RegExp): TextRule =>
  (text) =>
    regex.test(text) ? undefined : `“${text}” is not ${regex}`
const oneOf =
  (...values: string[]): TextRule =>
  (text) =>
    values.includes(text) ? undefined : `“${text}” is none of ${values.join(', ')}`
const whole =
  (least: number, most: number): TextRule =>
  (text) =>
    /^[-+]?\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? undefined
      : `“${text}” is not a whole number from ${least} to ${most}`
/** xs:token keeps no white space at its ends and no two spaces together; then the other rule. */
const token =
  (rule: TextRule): TextRule =>
  (text) =>
    rule(text.replace(/\s+/g, ' ').trim())

const anyText: TextRule = () => undefined
const int = whole(-2_147_483_648, 2_147_483_647)
const generalString = length(1, 50)
const generalCode = length(1, 5)
const email = pattern(/^[^@]+@[^@]+$/)
const phone = pattern(/^(\+[1-9][0-9]{8,14})?$/)
const boolean = oneOf('true', 'false', '1', '0')
const decimal = pattern(/^[-+]?(\d+(\.\d{0,4}0*)?|\.\d{1,4}0*)$/)
const httpUrl = token(pattern(/^https?:\/\/.+$/))
const returnUrl = token(pattern(/^(https?:\/\/.+|scp:close)$/))
const timeStamp = pattern(/^20\d\d(0[1-9]|1[012])(0[1-9]|[12][0-9]|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d$/)

const credentials = inFoundation(
  need(
    'credentials',
    sequence(
      ...[
        need(
          'subject',
          sequence(
            ...[
              need(
                'subjectType',
                oneOf(
                  'CapitaSite',
                  'Integrator',
                  'OtherSecurityEntity',
                  'SecureBureauServiceSite',
                  'CapitaPortal',
                ),
              ),
              need('identifier', int),
              may(
                'systemCode',
                oneOf('ACP', 'ACR', 'AIM', 'AIP', 'API', 'APN', 'APP', 'ATP', 'ATT', 'MOTO', 'SBS', 'SCP'),
              ),
            ].map(inFoundation),
          ),
        ),
        need(
          'requestIdentification',
          sequence(...[need('uniqueReference', anyText), need('timeStamp', timeStamp)].map(inFoundation)),
        ),
        need(
          'signature',
          sequence(
            ...[need('algorithm', oneOf('Original')), need('hmacKeyID', int), need('digest', anyText)].map(
              inFoundation,
            ),
          ),
        ),
      ].map(inFoundation),
    ),
  ),
)

const summaryData = sequence(
  ...[
    need('description', length(1, 100)),
    need('amountInMinorUnits', int),
    may('reference', generalString),
    may('displayableReference', generalString),
  ].map(inBase),
)

const routing = sequence(
  ...[
    need('returnUrl', returnUrl),
    may('backUrl', httpUrl),
    may('errorUrl', httpUrl),
    need('siteId', int),
    need('scpId', int),
  ].map(inBase),
)

const additionalInstructions = all(
  ...[
    may('merchantCode', generalCode),
    may('countryCode', pattern(/^\d{3}$/)),
    may('currencyCode', pattern(/^\d{3}$/)),
    may('language', length(2, 2)),
    may('styleCode', generalCode),
    may('frameworkCode', generalCode),
    may('systemCode', generalCode),
  ].map(inBase),
)

const address = sequence(
  ...[
    may('address1', generalString),
    may('address2', generalString),
    may('address3', generalString),
    may('address4', generalString),
    may('county', generalString),
    may('country', generalString),
    may('postcode', length(1, 10)),
  ].map(inBase),
)
const contact = sequence(...[may('telephone', phone), may('mobile', phone), may('email', email)].map(inBase))
const cardHolderDetails = sequence(
  ...[may('cardHolderName', generalString), may('address', address), may('contact', contact)].map(inBase),
)
const billing: PartsRule = {
  ...sequence(inBase(may('cardHolderDetails', cardHolderDetails))),
  attributes: { editable: boolean },
}

const vat = sequence(
  ...[may('vatCode', generalCode), need('vatRate', decimal), need('vatAmountInMinorUnits', int)].map(inBase),
)
const lgItemDetails = all(
  ...[
    may('fundCode', generalCode),
    may('isFundItem', boolean),
    may('additionalReference', generalString),
    may('narrative', generalString),
  ].map(inBase),
)
const item = sequence(
  ...[
    need('itemSummary', summaryData),
    may('tax', sequence(inBase(may('vat', vat)))),
    may('quantity', whole(1, 32_767)),
    may('lgItemDetails', lgItemDetails),
    need('lineId', token(length(1, 50))),
  ].map(inBase),
)
const sale = sequence(
  inBase(need('saleSummary', summaryData)),
  inScp(may('items', sequence(inScp({ ...need('item', item), many: true })))),
)

const messages: ElementRule[] = [
  inScp(
    need(
      'scpSimpleInvokeRequest',
      sequence(
        credentials,
        inBase(
          need(
            'requestType',
            token(oneOf('payOnly', 'authoriseOnly', 'authoriseAndStore', 'storeOnly', 'payAndStore')),
          ),
        ),
        inBase(need('requestId', token(anyText))),
        inBase(need('routing', routing)),
        inBase(need('panEntryMethod', oneOf('ECOM', 'CNP'))),
        inBase(may('additionalInstructions', additionalInstructions)),
        inBase(may('billing', billing)),
        inScp(may('sale', sale)),
      ),
    ),
  ),
  inScp(
    need('scpSimpleQueryRequest', {
      ...sequence(credentials, inBase(need('siteId', int)), inBase(need('scpReference', anyText))),
      attributes: { acceptNonCardResponseData: boolean },
    }),
  ),
  inBase(need('scpVersionRequest', sequence(credentials))),
]

/** The one element in the Body of a SOAP 1.1 message. @throws Error when it is no such message */
export function bodyOf(envelope: string): XmlNode {
  const root = readXml(envelope)
  const [first, second] = root.children
  const body = second ?? first
  if (root.name !== `{${soap}}Envelope` || body?.name !== `{${soap}}Body`)
    throw new Error('Not a SOAP 1.1 envelope')
  if (second && (first?.name !== `{${soap}}Header` || root.children.length > 2))
    throw new Error('Not a SOAP header')
  const [content] = body.children
  if (!content || body.children.length !== 1) throw new Error('Not one element in the body')
  return content
}

/** Every way in which the element in the Body breaks the vendor's schema. */
export function breachesOfBody(content: XmlNode): string[] {
  const rule = messages.find(({ name }) => name === content.name)
  return rule ? breaches(content, rule) : [`${content.name} is no message of the service`]
}

/** Every way in which a message breaks the vendor's schema, or is not even XML or SOAP. */
export function breachesOfScp(envelope: string): string[] {
  try {
    return breachesOfBody(bodyOf(envelope))
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** The texts below a node by their names without namespace, in order. */
export function textsAt(node: XmlNode, ...names: string[]): string[] {
  const [name, ...deeper] = names
  const found = node.children.filter((child) => child.name.replace(/^\{.*\}/, '') === name)
  return deeper.length > 0
    ? found.flatMap((child) => textsAt(child, ...deeper))
    : found.map((child) => child.text ?? '')
}
