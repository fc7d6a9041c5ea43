import { z } from 'zod'
import type { VatTreatment } from '../../../../form-schemas/document.ts'
import type { SettingField } from '../../gateway.ts'

const PathPart = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, 'must be letters, digits, hyphens and underscores')
const Word = z
  .string()
  .regex(/^[^\p{Cc}\s|](?:[^\p{Cc}|]{0,98}[^\p{Cc}\s|])?$/u, 'must be 1 to 100 characters')

const treatments: readonly VatTreatment[] = ['outside-scope', 'exempt', 'zero', 'reduced', 'standard']

export const CivicaSettings = z.strictObject({
  mode: z.enum(['test', 'live']),
  estore: PathPart,
  xml: PathPart,
  callingAppIdentifier: Word,
  customerId: Word,
  apiPassword: z.string().min(1, 'must be set').max(200),
  queryNamespace: z.string().regex(/^[^\p{Cc}\s]{1,200}$/u, 'must be an address without spaces'),
  queryCriterion: z
    .string()
    .regex(/^([A-Za-z_][A-Za-z0-9_]{0,60})?$/, 'must be the name of an XML element')
    .default(''),
  catalogue: codesText(() => true, 'must be like "BW=12, GW=14"'),
  vatCodes: codesText(
    (treatment) => (treatments as readonly string[]).includes(treatment),
    `must be like "standard=01, zero=02"; treatments are ${treatments.join(', ')}`,
  ),
})
export type CivicaSettings = z.infer<typeof CivicaSettings>

export const civicaFields: readonly SettingField[] = [
  {
    name: 'mode',
    label: 'Payments are',
    hint: 'Civica Pay has a site of its own for tests: its eStore and XML names usually end in Test',
    kind: 'choice',
    choices: [
      { value: 'test', text: 'Test: no real money' },
      { value: 'live', text: 'Live: real money' },
    ],
    required: true,
  },
  {
    name: 'estore',
    label: 'eStore name',
    hint: 'The first part of the path of your eStore’s address, for example ExampleshireEstore',
    kind: 'text',
    required: true,
  },
  {
    name: 'xml',
    label: 'XML site name',
    hint: 'The first part of the path of your XML services, for example ExampleshireXML',
    kind: 'text',
    required: true,
  },
  { name: 'callingAppIdentifier', label: 'Calling application identifier', kind: 'text', required: true },
  { name: 'customerId', label: 'Customer ID', kind: 'text', required: true },
  { name: 'apiPassword', label: 'API password', kind: 'secret', required: true },
  {
    name: 'queryNamespace',
    label: 'Namespace of the payment query',
    hint: 'The namespace of ReqMessage in your QueryAuthRequests WSDL, for example http://altsql71/XMLSchema/epayments/standard',
    kind: 'text',
    required: true,
  },
  {
    name: 'queryCriterion',
    label: 'Element of a search condition',
    hint: 'Only where your WSDL has an element inside CriteraList around each condition. The connection test tells',
    kind: 'text',
    required: false,
  },
  {
    name: 'catalogue',
    label: 'Catalogue items by fund',
    hint: 'Fund = catalogue ID, for example BW=00000012, GW=00000014. A fund that is not here is its own catalogue ID',
    kind: 'text',
    required: false,
  },
  {
    name: 'vatCodes',
    label: 'VAT codes by treatment',
    hint: 'For example standard=01, zero=02, outside-scope=05. Without a code, the catalogue item’s own holds',
    kind: 'text',
    required: false,
  },
]

/** "BW=12, GW=14", or one a line, as a map. */
export function readCodes(text: string): Map<string, string> {
  return new Map(entriesOf(text).map((entry) => [entry[0] ?? '', entry[1] ?? '']))
}

function entriesOf(text: string): string[][] {
  return text
    .split(/[,\n]/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => entry.split('=').map((part) => part.trim()))
}

/** Stays text, as it was typed: what is stored is what the screen shows again. */
function codesText(isKey: (key: string) => boolean, message: string) {
  const isEntry = (entry: string[]) =>
    entry.length === 2 &&
    entry[0] !== '' &&
    isKey(entry[0] ?? '') &&
    /^[A-Za-z0-9_-]{1,35}$/.test(entry[1] ?? '')
  return z
    .string()
    .max(5000)
    .refine((text) => {
      const entries = entriesOf(text)
      return entries.every(isEntry) && new Set(entries.map(([key]) => key)).size === entries.length
    }, message)
    .default('')
}
