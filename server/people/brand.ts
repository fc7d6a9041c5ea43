import { looksLikeCardNumber } from '../../form-schemas/card-number.ts'
import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import type { Words } from '../../form-schemas/words.ts'
import { colourProblem, readColour } from './colour.ts'
import type { LogoImage } from './logo.ts'

export interface FooterLink {
  text: Words
  /** Begins with `https://` or `/`. */
  href: string
}

/** The statement itself (plain text, paragraphs apart by an empty line), or where it is. */
export type AccessibilityStatement = { url: string } | { text: Words }

/** How an organisation presents itself: it has as many as it has services that look different. */
export interface Brand {
  id: string
  organisationId: string
  /** What forms call it. */
  name: string
  displayName: Words
  /** `#rrggbb`; white words can be read on it. */
  colour: string
  footerLinks: FooterLink[]
  accessibility: AccessibilityStatement | null
  privacyUrl: string | null
  feedbackUrl: string | null
  /** Lines, as on an envelope. */
  postalAddress: string[]
  vatNumber: string | null
  /** Looks like GOV.UK. */
  govuk: boolean
  logo: LogoImage | null
  /** Changes with every change of the brand. */
  updatedAt: Date
}

type TypedWords = { en: string; cy: string }

/** A brand as it was typed, box by box. */
export interface TypedBrand {
  displayName: TypedWords
  colour: string
  footerLinks: { text: TypedWords; href: string }[]
  accessibilityUrl: string
  accessibilityText: TypedWords
  privacyUrl: string
  feedbackUrl: string
  /** Lines. */
  postalAddress: string
  vatNumber: string
  govuk: boolean
}

export type BrandContent = Omit<Brand, 'id' | 'organisationId' | 'name' | 'logo' | 'updatedAt'>
export type BrandProblem = { pointer: string; message: string }

export const mostFooterLinks = 6
const longestStatement = 20_000
const mostAddressLines = 6

/**
 * Reads what was typed, or says everything that is wrong with it. `baseUrl`: a brand may look like GOV.UK only on service.gov.uk
 * (GOV.UK Design System, "Make your service look like GOV.UK").
 */
export function readBrand(
  typed: TypedBrand,
  { baseUrl }: { baseUrl: string },
): { ok: true; content: BrandContent } | { ok: false; problems: BrandProblem[] } {
  const problems: BrandProblem[] = []
  const wrong = (pointer: string, message: string) => void problems.push({ pointer, message })
  const words = (given: TypedWords, at: string, most: number, what: string): Words => {
    const [en, cy] = [cleanLine(given.en), cleanLine(given.cy)]
    if (en === '') wrong(`${at}/en`, cy === '' ? `Enter ${what}` : `Enter ${what} in English, too`)
    for (const [language, text] of [
      ['en', en],
      ['cy', cy],
    ] as const) {
      if ([...text].length > most)
        wrong(`${at}/${language}`, `${upper(what)} must be ${most} characters or fewer`)
      else if (looksLikeCardNumber(text))
        wrong(`${at}/${language}`, `${upper(what)} must not be a card number`)
    }
    return cy === '' ? en : { en, cy }
  }
  const address = (given: string, at: string, what: string): string | null => {
    const url = given.trim()
    if (url === '') return null
    if (!isAddress(url))
      wrong(at, `${what} must start with https:// or /, and have no spaces or quotation marks`)
    return url
  }

  const displayName = words(typed.displayName, '/displayName', 100, 'the name residents see')
  const colour = readColour(typed.colour)
  if (!colour) wrong('/colour', 'Enter a colour as # and six digits or letters a to f, like #1d4f91')
  else {
    const problem = colourProblem(colour)
    if (problem) wrong('/colour', problem)
  }
  const privacyUrl = address(typed.privacyUrl, '/privacyUrl', 'The address of the privacy notice')
  const feedbackUrl = address(typed.feedbackUrl, '/feedbackUrl', 'The address for feedback')
  const accessibility = readStatement(typed, address, wrong)

  const wanted = typed.footerLinks.map((link, at) => ({ ...link, at }))
  const footerLinks = wanted
    .filter(({ text, href }) => `${text.en}${text.cy}${href}`.trim() !== '')
    .map(({ text, href, at }): FooterLink => {
      const url = address(href, `/footerLinks/${at}/href`, 'The address of the link')
      if (url === null) wrong(`/footerLinks/${at}/href`, 'Enter the address of the link')
      return { text: words(text, `/footerLinks/${at}/text`, 60, 'the words of the link'), href: url ?? '' }
    })
  if (footerLinks.length > mostFooterLinks)
    wrong('/footerLinks', `There must be at most ${mostFooterLinks} links`)

  const postalAddress = typed.postalAddress.split('\n').map(cleanLine).filter(Boolean)
  if (postalAddress.length > mostAddressLines) {
    wrong('/postalAddress', `The postal address must have ${mostAddressLines} lines or fewer`)
  } else if (postalAddress.some((line) => [...line].length > 80)) {
    wrong('/postalAddress', 'Each line of the postal address must be 80 characters or fewer')
  } else if (looksLikeCardNumber(typed.postalAddress)) {
    wrong('/postalAddress', 'The postal address must not be a card number')
  }

  const vatNumber = typed.vatNumber.trim() === '' ? null : readVatNumber(typed.vatNumber)
  if (vatNumber === undefined) {
    wrong('/vatNumber', 'Enter a UK VAT registration number, like GB 123 4567 89')
  }
  if (typed.govuk && !mayLookLikeGovuk(baseUrl)) {
    wrong(
      '/govuk',
      `Only a service on service.gov.uk may look like GOV.UK. This one is on ${new URL(baseUrl).hostname}`,
    )
  }
  if (problems.length > 0 || !colour || vatNumber === undefined) return { ok: false, problems }
  const content = { displayName, colour, footerLinks, accessibility, privacyUrl, feedbackUrl, postalAddress }
  return { ok: true, content: { ...content, vatNumber, govuk: typed.govuk } }
}

/** The statement where it is, or as it was typed; both would leave residents to guess which one holds. */
function readStatement(
  { accessibilityUrl, accessibilityText }: TypedBrand,
  address: (given: string, at: string, what: string) => string | null,
  wrong: (pointer: string, message: string) => void,
): AccessibilityStatement | null {
  const url = address(accessibilityUrl, '/accessibilityUrl', 'The address of the accessibility statement')
  const [en, cy] = [cleanParagraphs(accessibilityText.en), cleanParagraphs(accessibilityText.cy)]
  for (const [language, text] of [
    ['en', en],
    ['cy', cy],
  ] as const) {
    const at = `/accessibilityText/${language}`
    if (text.length > longestStatement) {
      wrong(
        at,
        `The accessibility statement must be ${longestStatement.toLocaleString('en-GB')} characters or fewer`,
      )
    } else if (looksLikeCardNumber(text)) wrong(at, 'The accessibility statement must not have a card number')
  }
  if (en === '' && cy === '') return url === null ? null : { url }
  if (url !== null)
    wrong('/accessibilityText/en', 'Give the accessibility statement or its address, not both')
  if (en === '') wrong('/accessibilityText/en', 'Enter the accessibility statement in English, too')
  return { text: cy === '' ? en : { en, cy } }
}

function cleanParagraphs(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map(cleanLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** As form documents have it: an https address, or a path of ours. */
function isAddress(url: string): boolean {
  return url.length <= 500 && /^(?:https:\/\/[^\s"'<>\\]+|\/(?![/\\])[^\s"'<>\\]*)$/.test(url)
}

/** `GB123456789` however it was spaced; undefined when it is none (VAT Notice 700/1: 9 or 12 digits; GD and HA for public bodies). */
export function readVatNumber(typed: string): string | undefined {
  const compact = typed.toUpperCase().replace(/[\s.-]/g, '')
  const found = /^(?:GB)?(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/.exec(compact)
  return found ? `GB${found[1]}` : undefined
}

/** "GB 123 4567 89": as HMRC prints it. */
export function sayVatNumber(vatNumber: string): string {
  return vatNumber.replace(/^GB(\d{3})(\d{4})(\d{2})(\d{3})?$/, (_, a, b, c, branch) =>
    ['GB', a, b, c, branch].filter(Boolean).join(' '),
  )
}

/** Whether residents reach us on service.gov.uk or a name below it. */
export function mayLookLikeGovuk(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl)
  return hostname === 'service.gov.uk' || hostname.endsWith('.service.gov.uk')
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
