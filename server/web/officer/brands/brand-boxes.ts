import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { say, type Words } from '../../../../form-schemas/words.ts'
import { type Brand, mostFooterLinks, sayVatNumber, type TypedBrand } from '../../../people/index.ts'
import type { FieldProblem, PostedForm } from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'

/** The boxes of a brand by their names, as they stand on the page. A box of two languages has one each: `displayName.cy`. */
export type BrandBoxes = Record<string, string>

const single = ['colour', 'privacyUrl', 'feedbackUrl', 'accessibilityUrl', 'postalAddress', 'vatNumber']
const bilingual = ['displayName', 'accessibilityText']
const linkBoxes = Array.from({ length: mostFooterLinks }, (_, at) => `footerLinks.${at}`)
const boxNames = [
  ...single,
  ...bilingual.flatMap((name) => [`${name}.en`, `${name}.cy`]),
  ...linkBoxes.flatMap((name) => [`${name}.text.en`, `${name}.text.cy`, `${name}.href`]),
  'govuk',
]

export function boxesOf(brand: Brand): BrandBoxes {
  const statement = brand.accessibility
  const boxes: BrandBoxes = {
    colour: brand.colour,
    privacyUrl: brand.privacyUrl ?? '',
    feedbackUrl: brand.feedbackUrl ?? '',
    accessibilityUrl: statement && 'url' in statement ? statement.url : '',
    postalAddress: brand.postalAddress.join('\n'),
    vatNumber: brand.vatNumber ? sayVatNumber(brand.vatNumber) : '',
    govuk: brand.govuk ? 'yes' : '',
    ...both('displayName', brand.displayName),
    ...both('accessibilityText', statement && 'text' in statement ? statement.text : ''),
  }
  for (const [at, { text, href }] of brand.footerLinks.entries()) {
    Object.assign(boxes, both(`footerLinks.${at}.text`, text), { [`footerLinks.${at}.href`]: href })
  }
  return boxes
}

function both(name: string, words: Words): BrandBoxes {
  return { [`${name}.en`]: say(words), [`${name}.cy`]: typeof words === 'string' ? '' : (words.cy ?? '') }
}

export function readBoxes(form: PostedForm): BrandBoxes {
  return Object.fromEntries(boxNames.map((name) => [name, form.text(name)]))
}

export function typedBrand(boxes: BrandBoxes): TypedBrand {
  const box = (name: string) => boxes[name] ?? ''
  const words = (name: string) => ({ en: box(`${name}.en`), cy: box(`${name}.cy`) })
  return {
    displayName: words('displayName'),
    colour: box('colour'),
    footerLinks: linkBoxes.map((name) => ({ text: words(`${name}.text`), href: box(`${name}.href`) })),
    accessibilityUrl: box('accessibilityUrl'),
    accessibilityText: words('accessibilityText'),
    privacyUrl: box('privacyUrl'),
    feedbackUrl: box('feedbackUrl'),
    postalAddress: box('postalAddress'),
    vatNumber: box('vatNumber'),
    govuk: box('govuk') === 'yes',
  }
}

/** What may be shown again: a card number is not sent back to the page. */
export function shownAgain(boxes: BrandBoxes): BrandBoxes {
  return Object.fromEntries(
    Object.entries(boxes).map(([name, text]) => [name, looksLikeCardNumber(text) ? '' : text]),
  )
}

/** `/footerLinks/0/text/en` is the box `footerLinks.0.text.en`; what names no box stands at the first one. */
export function boxProblems(problems: { pointer: string; message: string }[]): FieldProblem[] {
  const known = new Set([...boxNames, 'name', 'logo'])
  return problems.map(({ pointer, message }) => {
    const field = fieldOfPointer(pointer, '')
    return { field: known.has(field) ? field : 'displayName.en', message }
  })
}

/** Two officers changed a brand: what was typed stays, and each box that differs says what the other officer saved in it. */
export function boxesApart(typed: BrandBoxes, saved: BrandBoxes): FieldProblem[] {
  const differing = boxNames.filter((name) => (typed[name] ?? '').trim() !== (saved[name] ?? ''))
  const told = differing.map((field) => {
    const theirs =
      (saved[field] ?? '') === '' ? 'nothing here' : `‘${(saved[field] ?? '').slice(0, 200)}’ here`
    return {
      field,
      message: `Somebody else has changed this brand. They saved ${theirs}. Save again to keep yours`,
    }
  })
  return told.length > 0
    ? told
    : [{ field: 'displayName.en', message: 'Somebody else has changed this brand, to what you typed' }]
}
