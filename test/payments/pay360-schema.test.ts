import { expect, test } from 'vitest'
import { invokeMessage, queryMessage } from '../../server/payments/gateways/pay360/messages.ts'
import { base, bodyOf, breachesOfBody, breachesOfScp } from '../support/pay360-schema.ts'
import type { XmlNode } from '../support/xml-schema.ts'
import { lines } from './a-submission.ts'

// The checker that our messages are held against must itself refuse what the vendor's schema refuses.

const settings = {
  environment: 'test' as const,
  siteId: '789',
  scpId: '37145297',
  hmacKeyId: '456',
  hmacKey: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  vatCodes: 'standard=05, outside-scope=09',
  styleCode: 'LCC',
}
const fresh = { uniqueReference: 'ABC-123:1700000000', at: new Date('2023-11-14T22:13:20Z') }
const good = invokeMessage(
  settings,
  {
    idempotencyKey: 'b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d',
    amountPence: 2500,
    lines: lines(2500).map((line) => ({ ...line, narrative: 'UPRN 1' })),
    reference: 'BW-7K2M4P6RTX',
    description: 'Bulky waste collection',
    form: 'bulky-waste',
    returnUrl: 'https://forms.example.gov.uk/return',
    language: 'en',
    channel: 'web',
    payer: {
      name: 'Alex Resident',
      email: 'alex@example.org',
      address: { line1: '1 High Street', line2: 'Flat 2', city: 'Leicester', postcode: 'LE1 1AA' },
    },
  },
  fresh,
)

const bare = (node: XmlNode) => node.name.replace(/^\{.*\}/, '')

/** Copies of the message, each with one node changed by `change`, which gives the children that the node is to have. */
function* mutants(
  root: XmlNode,
  change: (node: XmlNode) => XmlNode[][],
): Generator<{ at: string; message: XmlNode }> {
  for (const children of change(root)) yield { at: bare(root), message: { ...root, children } }
  for (const [index, child] of root.children.entries()) {
    for (const { at, message } of mutants(child, change)) {
      const children = root.children.with(index, message)
      yield { at: `${bare(root)}/${at}`, message: { ...root, children } }
    }
  }
}
function believed(change: (node: XmlNode) => XmlNode[][]) {
  const all = [...mutants(bodyOf(good), change)]
  expect(all.length).toBeGreaterThan(15)
  return all.filter(({ message }) => breachesOfBody(message).length === 0).map(({ at }) => at)
}

test('the message it starts from is good', () => {
  expect(breachesOfScp(good)).toEqual([])
})

test('two neighbours that change places are seen everywhere but in the two lists that have no order', () => {
  const unordered = new Set(['lgItemDetails', 'additionalInstructions'])
  const swapped = believed((node) =>
    node.children
      .map((child, i) => ({ child, next: node.children[i + 1], i }))
      .filter(({ child, next }) => next && next.name !== child.name && !unordered.has(bare(node)))
      .map(({ child, next, i }) => node.children.with(i, next!).with(i + 1, child)),
  )
  expect(swapped).toEqual([])
})

test('whatever is there twice is seen, but for items', () => {
  const doubled = believed((node) =>
    node.children.filter((child) => bare(child) !== 'item').map((child) => [...node.children, child]),
  )
  expect(doubled).toEqual([])
  const besides = believed((node) =>
    node.children.flatMap((child, i) =>
      bare(child) === 'item' ? [] : [node.children.toSpliced(i, 0, child)],
    ),
  )
  expect(besides).toEqual([])
})

test('whatever is missing is seen, but for what may be', () => {
  const mayBeMissing = new Set(
    [
      'systemCode',
      'backUrl',
      'additionalInstructions',
      'styleCode',
      'sale',
      'items',
      'tax',
      'vat',
      'vatCode',
    ].concat(
      [
        'billing',
        'cardHolderDetails',
        'cardHolderName',
        'address',
        'address1',
        'address2',
        'address3',
        'postcode',
      ],
      ['contact', 'email', 'reference', 'displayableReference', 'quantity', 'lgItemDetails', 'fundCode'],
      ['additionalReference', 'narrative', 'item'],
    ),
  )
  const without = believed((node) =>
    node.children
      .filter((child) => !mayBeMissing.has(bare(child)))
      .map((child) => node.children.filter((each) => each !== child)),
  )
  expect(without).toEqual([])
  expect(breachesOfBody({ ...bodyOf(good), children: [] })).not.toEqual([])
})

test('an element in another namespace, or in none, is seen', () => {
  for (const namespace of ['{http://example.org}', '']) {
    const moved = believed((node) =>
      node.children.map((child, i) =>
        node.children.with(i, { ...child, name: `${namespace}${bare(child)}` }),
      ),
    )
    expect(moved).toEqual([])
  }
})

test('an element that the schema does not have, an attribute it does not have and text between elements are seen', () => {
  const stranger: XmlNode = { name: `{${base}}stranger`, attributes: {}, children: [], text: 'x' }
  expect(believed((node) => node.children.map((_, i) => node.children.toSpliced(i, 0, stranger)))).toEqual([])
  const attributed = believed((node) =>
    node.children.map((child, i) => node.children.with(i, { ...child, attributes: { id: '1' } })),
  )
  expect(attributed).toEqual([])
  const texted = believed((node) =>
    node.children
      .filter((child) => child.children.length > 0)
      .map((child) => node.children.with(node.children.indexOf(child), { ...child, text: 'text' })),
  )
  expect(texted).toEqual([])
})

const changes: [string, string, string][] = [
  ['a description of 101 characters', 'Bulky waste collection', 'x'.repeat(101)],
  ['an empty description', 'Bulky waste collection', ''],
  [
    'a reference of 51 characters',
    '<base:displayableReference>BW-7K2M4P6RTX',
    `<base:displayableReference>${'x'.repeat(51)}`,
  ],
  ['an empty reference', '<base:reference>R1234', '<base:reference>'],
  ['pounds', '<base:amountInMinorUnits>2500', '<base:amountInMinorUnits>25.00'],
  ['too many pence', '<base:amountInMinorUnits>2500', '<base:amountInMinorUnits>2147483648'],
  ['a fund of six characters', '<base:fundCode>BW', '<base:fundCode>BULKYW'],
  ['an empty fund', '<base:fundCode>BW', '<base:fundCode>'],
  ['a VAT code of six characters', '<base:vatCode>05', '<base:vatCode>000005'],
  ['a rate of five places', '<base:vatRate>20', '<base:vatRate>20.00001'],
  ['a rate with a sign for percent', '<base:vatRate>20', '<base:vatRate>20%'],
  ['no items of a kind', '<base:quantity>2', '<base:quantity>0'],
  ['too many of a kind', '<base:quantity>2', '<base:quantity>32768'],
  ['an empty line id', '<base:lineId>1<', '<base:lineId><'],
  ['a narrative of 51 characters', 'UPRN 1', 'x'.repeat(51)],
  ['a postcode of 11 characters', 'LE1 1AA', 'LE1 1AA LE1'],
  ['a name of 51 characters', 'Alex Resident', 'x'.repeat(51)],
  ['an address with no @', 'alex@example.org', 'alex.example.org'],
  ['two @', 'alex@example.org', 'alex@@example.org'],
  [
    'a return address that is no URL',
    'https://forms.example.gov.uk/return</base:returnUrl>',
    'javascript:alert(1)</base:returnUrl>',
  ],
  ['another request type', 'payOnly', 'payNow'],
  ['another way of entry', 'ECOM', 'MOTO'],
  ['a site that is no number', '<base:siteId>789', '<base:siteId>site'],
  ['a style of six characters', '<base:styleCode>LCC', '<base:styleCode>LCCLCC'],
  ['a local timestamp', '20231114221320', '2023-11-14T22:13:20'],
  ['the 25th hour', '20231114221320', '20231114251320'],
  ['another algorithm', '>Original<', '>SHA512<'],
  ['another subject', 'CapitaPortal', 'Council'],
  ['another system', '<cf:systemCode>SCP', '<cf:systemCode>XXX'],
  ['a key id that is no number', '<cf:hmacKeyID>456', '<cf:hmacKeyID>key'],
  ['editable perhaps', 'editable="true"', 'editable="perhaps"'],
  ['a message that the service does not have', 'scpSimpleInvokeRequest', 'scpSimpleRefundRequest'],
  [
    'another namespace',
    'capita-software-services.com/scp/simple',
    'capita-software-services.com/scp/simpler',
  ],
  ['no SOAP body', 'soapenv:Body', 'soapenv:Main'],
  ['SOAP 1.2', 'http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'],
  ['an unknown entity', 'Alex Resident', '&alex;'],
  ['a bare ampersand', 'Alex Resident', 'Alex & Resident'],
  ['a control character', 'Alex Resident', 'Alex\u0001'],
  ['a tag that is not closed', '</base:cardHolderName>', ''],
  ['a prefix that is not declared', 'base:styleCode', 'bass:styleCode'],
  ['a document type', '<soapenv:Envelope', '<!DOCTYPE x [<!ENTITY y "z">]><soapenv:Envelope'],
]
test.each(changes)('%s is seen', (_name, from, to) => {
  expect(good).toContain(from)
  expect(breachesOfScp(good.replaceAll(from, to))).not.toEqual([])
})

test('a query without its reference, or with an attribute that is no truth, is seen', () => {
  const query = queryMessage(settings, 'k4n9', fresh)
  expect(breachesOfScp(query)).toEqual([])
  expect(breachesOfScp(query.replace('<base:scpReference>k4n9</base:scpReference>', ''))).not.toEqual([])
  expect(breachesOfScp(query.replace('Data="true"', 'Data="yes"'))).not.toEqual([])
})
