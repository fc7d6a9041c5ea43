import { z } from 'zod'
import type { VatTreatment } from '../../../../form-schemas/document.ts'
import { vatTreatments } from '../../../vat.ts'
import type { SettingField } from '../../gateway.ts'

/** `xs:int` in the schema: that is what ids of sites, portals and keys are. */
const id = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a number')
  .refine((text) => Number(text) <= 2_147_483_647, 'must be a number that Pay360 gave you')

export const Pay360Settings = z.strictObject({
  environment: z.enum(['test', 'live']),
  siteId: id,
  scpId: id,
  hmacKeyId: id,
  hmacKey: z
    .string()
    .max(500)
    .refine(isBase64Key, 'must be the base64 text of a key, as Pay360 gave it to you'),
  vatCodes: z
    .string()
    .max(200)
    .refine(
      (text) => readVatCodes(text) !== undefined,
      `must be like "standard=01, zero=03": for ${vatTreatments.join(', ')}, each at most once, with a code of 1 to 5 characters`,
    )
    .optional(),
  styleCode: z.string().max(5, 'must have at most 5 characters').optional(),
})
export type Pay360Settings = z.infer<typeof Pay360Settings>

export const pay360Fields: readonly SettingField[] = [
  {
    name: 'environment',
    label: 'Environment',
    kind: 'choice',
    choices: [
      { value: 'test', text: 'Test: no money moves' },
      { value: 'live', text: 'Live: real money' },
    ],
    required: true,
  },
  { name: 'siteId', label: 'Site ID', kind: 'text', required: true },
  {
    name: 'scpId',
    label: 'SCP ID',
    hint: 'The number of your Secure Card Portal',
    kind: 'text',
    required: true,
  },
  { name: 'hmacKeyId', label: 'HMAC key ID', kind: 'text', required: true },
  { name: 'hmacKey', label: 'HMAC key', kind: 'secret', required: true },
  {
    name: 'vatCodes',
    label: 'VAT codes',
    hint: `Your Pay360 code for each VAT treatment, like “standard=01, zero=03”. The treatments are ${vatTreatments.join(', ')}. Lines with a treatment that has no code here are sent without VAT.`,
    kind: 'text',
    required: false,
  },
  {
    name: 'styleCode',
    label: 'Style code',
    hint: 'Only if Pay360 gave you one for the look of your payment pages',
    kind: 'text',
    required: false,
  },
]

/** Pay360's VAT code by treatment, from "standard=01, zero=03". Undefined when the text is not that. */
export function readVatCodes(text: string): Partial<Record<VatTreatment, string>> | undefined {
  const codes: Partial<Record<VatTreatment, string>> = {}
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [, name, code] = /^\s*([a-z-]+)\s*=\s*([\x21-\x7e]{1,5})\s*$/.exec(part) ?? []
    const treatment = vatTreatments.find((each) => each === name)
    if (!treatment || !code || codes[treatment]) return undefined
    codes[treatment] = code
  }
  return codes
}

/** At least 64 bits, or it is not a key but a slip of the hand. Padding may be missing. */
function isBase64Key(text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  const bare = (base64: string) => base64.replace(/=+$/, '')
  return bytes.length >= 8 && bare(bytes.toString('base64')) === bare(text)
}
