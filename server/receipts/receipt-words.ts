import { sayDay } from '../../form-schemas/calendar.ts'
import type { VatTreatment } from '../../form-schemas/document.ts'
import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import { type Language, say, type Words } from '../../form-schemas/words.ts'
import { formatPence } from '../money.ts'
import { vatPercent } from '../vat.ts'
import type { Receipt } from './receipt.ts'

type Both = Record<Language, string>

/** The words of every rendering. */
export const words = {
  receipt: { en: 'Receipt', cy: 'Derbynneb' },
  vatReceipt: { en: 'VAT receipt', cy: 'Derbynneb TAW' },
  number: { en: 'Receipt number', cy: 'Rhif y dderbynneb' },
  paidOn: { en: 'Date paid', cy: 'Dyddiad talu' },
  reference: { en: 'Payment reference', cy: 'Cyfeirnod y taliad' },
  paidBy: { en: 'Paid by', cy: 'Talwyd gan' },
  method: { en: 'Paid with', cy: 'Talwyd gyda' },
  vatNumber: { en: 'VAT registration number', cy: 'Rhif cofrestru TAW' },
  paidFor: { en: 'What was paid for', cy: 'Yr hyn y talwyd amdano' },
  description: { en: 'Description', cy: 'Disgrifiad' },
  quantity: { en: 'Quantity', cy: 'Nifer' },
  vat: { en: 'VAT', cy: 'TAW' },
  vatTreatment: { en: 'VAT treatment', cy: 'Triniaeth TAW' },
  net: { en: 'Without VAT', cy: 'Heb TAW' },
  amount: { en: 'Amount', cy: 'Swm' },
  gross: { en: 'With VAT', cy: 'Gyda TAW' },
  total: { en: 'Total paid', cy: 'Cyfanswm a dalwyd' },
  vatSummary: { en: 'VAT summary', cy: 'Crynodeb TAW' },
  none: { en: 'None', cy: 'Dim' },
  refunds: { en: 'Refunds made', cy: 'Ad-daliadau a wnaed' },
  date: { en: 'Date', cy: 'Dyddiad' },
  refunded: { en: 'Refunded', cy: 'Ad-dalwyd' },
  vatWithin: { en: 'VAT in it', cy: 'TAW ynddo' },
  afterRefunds: { en: 'Paid after refunds', cy: 'Talwyd ar ôl ad-daliadau' },
  card: { en: 'Card', cy: 'Cerdyn' },
  test: {
    en: 'This is a test. No money was taken, and this is not a receipt.',
    cy: 'Prawf yw hwn. Ni chymerwyd unrhyw arian, ac nid derbynneb mo hon.',
  },
  councilMissing: {
    en: 'This is not a VAT receipt. Ask the council for one if you need it.',
    cy: 'Nid derbynneb TAW yw hon. Gofynnwch i’r cyngor am un os oes ei hangen arnoch.',
  },
  payerMissing: {
    en: 'This is not a VAT receipt, because it does not have your name and address. Ask the council for one if you need it.',
    cy: 'Nid derbynneb TAW yw hon, am nad yw eich enw a’ch cyfeiriad arni. Gofynnwch i’r cyngor am un os oes ei hangen arnoch.',
  },
} satisfies Record<string, Both>

/** "Outside the scope" and "exempt" have no rate: neither is 0%. */
const treatments: Record<VatTreatment, (rate: number) => Both> = {
  standard: (rate) => ({ en: `VAT at ${rate}%`, cy: `TAW ar ${rate}%` }),
  reduced: (rate) => ({ en: `VAT at ${rate}%`, cy: `TAW ar ${rate}%` }),
  zero: () => ({ en: 'Zero-rated (VAT at 0%)', cy: 'Cyfradd sero (TAW ar 0%)' }),
  exempt: () => ({ en: 'Exempt from VAT', cy: 'Wedi’i eithrio rhag TAW' }),
  'outside-scope': () => ({ en: 'Outside the scope of VAT', cy: 'Y tu allan i gwmpas TAW' }),
}

export function sayTreatment(vat: VatTreatment, language: Language): string {
  return treatments[vat](vatPercent(vat))[language]
}

/** The VAT of an amount. What is exempt or outside the scope has none, which is not £0.00. */
export function sayVat(
  { vat, vatPence }: { vat: VatTreatment; vatPence: number },
  language: Language,
): string {
  return vat === 'exempt' || vat === 'outside-scope' ? words.none[language] : formatPence(vatPence)
}

/** Methods of payments that were taken elsewhere, as payments names them. */
const elsewhere: Record<string, Both> = {
  cash: { en: 'Cash', cy: 'Arian parod' },
  cheque: { en: 'Cheque', cy: 'Siec' },
  'card-terminal': { en: 'Card, at the counter', cy: 'Cerdyn, wrth y cownter' },
  'bank-transfer': { en: 'Bank transfer', cy: 'Trosglwyddiad banc' },
  'telephone-line': { en: 'Automated telephone line', cy: 'Llinell ffôn awtomatig' },
  other: { en: 'Another way', cy: 'Ffordd arall' },
}

/** "Visa ending 1111", "Card", "Cash". */
export function sayMethod({ method }: Pick<Receipt, 'method'>, language: Language): string {
  if ('elsewhere' in method) return (elsewhere[method.elsewhere] ?? elsewhere.other!)[language]
  const { brand, lastDigits } = method.card
  const name = brand === '' ? words.card[language] : brand.charAt(0).toUpperCase() + brand.slice(1)
  if (!/^\d{4}$/.test(lastDigits)) return name
  return `${name} ${language === 'cy' ? 'yn gorffen gyda' : 'ending'} ${lastDigits}`
}

/** A VAT receipt is one only when it has all that one must have. */
export function titleOf({ vatStanding }: Pick<Receipt, 'vatStanding'>, language: Language): string {
  return isVatReceipt({ vatStanding }) ? words.vatReceipt[language] : words.receipt[language]
}

export function isVatReceipt({ vatStanding: { kind } }: Pick<Receipt, 'vatStanding'>): boolean {
  return kind === 'simplified' || kind === 'full'
}

/** What the reader must be told besides. */
export function notesOf({ mode, vatStanding }: Receipt, language: Language): string[] {
  const notes: Both[] = []
  if (mode === 'test') notes.push(words.test)
  if (vatStanding.kind === 'incomplete') {
    notes.push(vatStanding.missing === 'council' ? words.councilMissing : words.payerMissing)
  }
  return notes.map((note) => note[language])
}

/** The facts of a receipt, each a name and a value; what is not known is left out. */
export function factsOf(receipt: Receipt, language: Language): [string, string][] {
  const { payer, issuer, vatStanding } = receipt
  const facts: [Both, string][] = [
    [words.number, receipt.number],
    [words.paidOn, sayDay(receipt.paidOn, language)],
    [words.reference, cleanLine(receipt.reference)],
    [words.method, sayMethod(receipt, language)],
    [words.paidBy, [payer.name, ...payer.address].filter(Boolean).join(', ')],
    [words.vatNumber, (vatStanding.kind !== 'no-vat' && issuer.vatNumber) || ''],
  ]
  return facts.filter(([, value]) => value !== '').map(([name, value]) => [name[language], value])
}

/** "2 at £12.50": what an invoice must say of things that can be counted. */
export function sayQuantity({ quantity, eachPence }: Receipt['lines'][number], language: Language): string {
  return `${quantity} ${language === 'cy' ? 'am' : 'at'} ${formatPence(eachPence)}`
}

/** One line of words from forms and people: at most 300 characters, and nothing but characters. */
export function lineOf(text: Words, language: Language): string {
  return [...cleanLine(say(text, language))].slice(0, 300).join('')
}
