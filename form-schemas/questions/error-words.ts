import type { Component } from '../document.ts'
import { type Language, say, type Words } from '../words.ts'

/**
 * What an answer can break. An officer may give each rule words of its own (`validate.customMessages`). `format` is all that is not of
 * the right form at all: no number, no real date, not of the pattern. The names are Form.io's where it has them.
 */
export const rules = [
  'required',
  'format',
  'minLength',
  'maxLength',
  'minWords',
  'maxWords',
  'min',
  'max',
  'decimals',
  'step',
  'minDate',
  'maxDate',
  'past',
  'minAge',
  'maxAge',
  'minSelectedCount',
  'maxSelectedCount',
  'exclusive',
  'checkDigit',
] as const
export type Rule = (typeof rules)[number]

/**
 * How the residents' messages read: the templates of the GOV.UK Design System's error messages, and their Welsh.
 * `name` is how a message calls the question: its errorLabel, else its label with a small first letter ("full name").
 */
export type ErrorWords = {
  /** Missing = of no rule: what an officer writes for one rule does not replace it. */
  rule?: Rule
  /** The message asks for the answer ("Enter …"): a question that is a sentence is then called "an answer to ‘…?’". */
  asks?: boolean
  en: (name: string, limit: string) => string
  cy: (name: string, limit: string) => string
}

export const errorWords = {
  enter: { rule: 'required', asks: true, en: (name) => `Enter ${name}`, cy: (name) => `Rhowch ${name}` },
  select: { rule: 'required', asks: true, en: (name) => `Select ${name}`, cy: (name) => `Dewiswch ${name}` },
  confirm: { rule: 'required', en: (name) => `Confirm ${name}`, cy: (name) => `Cadarnhewch ${name}` },
  tooLong: {
    rule: 'maxLength',
    en: (name, limit) => `${name} must be ${limit} characters or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} nod neu lai`,
  },
  tooShort: {
    rule: 'minLength',
    en: (name, limit) => `${name} must be ${limit} characters or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} nod neu fwy`,
  },
  tooManyWords: {
    rule: 'maxWords',
    en: (name, limit) => `${name} must be ${limit} words or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} gair neu lai`,
  },
  tooFewWords: {
    rule: 'minWords',
    en: (name, limit) => `${name} must be ${limit} words or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} gair neu fwy`,
  },
  format: {
    rule: 'format',
    en: (name) => `${name} must be in the correct format`,
    cy: (name) => `Rhaid i ${name} fod yn y fformat cywir`,
  },
  email: {
    rule: 'format',
    asks: true,
    en: (name) => `Enter ${name} in the correct format, like name@example.com`,
    cy: (name) => `Rhowch ${name} yn y fformat cywir, fel enw@example.com`,
  },
  phone: {
    rule: 'format',
    asks: true,
    en: (name) => `Enter ${name}, like 01632 960 001, 07700 900 982 or +44 808 157 0192`,
    cy: (name) => `Rhowch ${name}, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192`,
  },
  text: {
    rule: 'format',
    en: (name) => `${name} must be text`,
    cy: (name) => `Rhaid i ${name} fod yn destun`,
  },
  number: {
    rule: 'format',
    en: (name) => `${name} must be a number`,
    cy: (name) => `Rhaid i ${name} fod yn rhif`,
  },
  wholeNumber: {
    rule: 'decimals',
    en: (name) => `${name} must be a whole number`,
    cy: (name) => `Rhaid i ${name} fod yn rhif cyfan`,
  },
  tooManyDecimals: {
    rule: 'decimals',
    en: (name, limit) => `${name} must have ${limit} decimal ${limit === '1' ? 'place' : 'places'} or fewer`,
    cy: (name, limit) => `Rhaid i ${name} gael ${limit} lle degol neu lai`,
  },
  atLeast: {
    rule: 'min',
    en: (name, limit) => `${name} must be ${limit} or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu fwy`,
  },
  atMost: {
    rule: 'max',
    en: (name, limit) => `${name} must be ${limit} or fewer`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu lai`,
  },
  amount: {
    rule: 'format',
    en: (name) => `${name} must be an amount of money, like 25 or 25.50`,
    cy: (name) => `Rhaid i ${name} fod yn swm o arian, fel 25 neu 25.50`,
  },
  noPence: {
    rule: 'decimals',
    en: (name) => `${name} must not include pence, like 25 or 150`,
    cy: (name) => `Rhaid i ${name} beidio â chynnwys ceiniogau, fel 25 neu 150`,
  },
  amountAtMost: {
    rule: 'max',
    en: (name, limit) => `${name} must be ${limit} or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu lai`,
  },
  dateParts: {
    rule: 'format',
    en: (name, limit) => `${name} must include a ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} gynnwys ${limit}`,
  },
  realDate: {
    rule: 'format',
    en: (name) => `${name} must be a real date`,
    cy: (name) => `Rhaid i ${name} fod yn ddyddiad go iawn`,
  },
  year: {
    rule: 'format',
    en: (name) => `${name} must have a year of 4 numbers`,
    cy: (name) => `Rhaid i ${name} gael blwyddyn o 4 rhif`,
  },
  notBefore: {
    rule: 'minDate',
    en: (name, limit) => `${name} must be on or after ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} fod ar ${limit} neu ar ôl hynny`,
  },
  notAfter: {
    rule: 'maxDate',
    en: (name, limit) => `${name} must be on or before ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} fod ar ${limit} neu cyn hynny`,
  },
  fewestChosen: {
    rule: 'minSelectedCount',
    en: (name, limit) => `Select ${limit} or more for ${name}`,
    cy: (name, limit) => `Dewiswch ${limit} neu fwy ar gyfer ${name}`,
  },
  mostChosen: {
    rule: 'maxSelectedCount',
    en: (name, limit) => `Select ${limit} or fewer for ${name}`,
    cy: (name, limit) => `Dewiswch ${limit} neu lai ar gyfer ${name}`,
  },
  fewestItems: {
    rule: 'minLength',
    en: (name, limit) => `Add ${limit} or more to ${name}`,
    cy: (name, limit) => `Ychwanegwch ${limit} neu fwy at ${name}`,
  },
  mostItems: {
    rule: 'maxLength',
    en: (name, limit) => `Add ${limit} or fewer to ${name}`,
    cy: (name, limit) => `Ychwanegwch ${limit} neu lai at ${name}`,
  },
  item: { en: (name, limit) => `Item ${limit}: ${name}`, cy: (name, limit) => `Eitem ${limit}: ${name}` },
  yesOrNo: {
    rule: 'format',
    en: (name) => `${name} must be yes or no`,
    cy: (name) => `Rhaid i ${name} fod yn ie neu na`,
  },
  unknownPart: {
    rule: 'format',
    en: (name, limit) => `${name} has a part that was not asked for: ${limit}`,
    cy: (name, limit) => `Mae gan ${name} ran na ofynnwyd amdani: ${limit}`,
  },
  card: {
    en: () =>
      'Do not enter card numbers. If there is something to pay, you will pay on a separate, secure page',
    cy: () =>
      'Peidiwch â rhoi rhifau cardiau. Os oes rhywbeth i’w dalu, byddwch yn talu ar dudalen ddiogel ar wahân',
  },
} satisfies Record<string, ErrorWords>

/** The message of a template for a question, beginning with a capital; the words that an officer gave come first. */
export function errorMessage(
  component: Component,
  template: ErrorWords,
  language: Language,
  limit: string | number = '',
): string {
  const own = template === errorWords.card ? undefined : ownWords(component, template.rule)
  if (own !== undefined) return say(own, language)
  return sentence(template[language](questionName(component, language, template), String(limit)))
}

/** What an officer wants to be said when this rule is broken: words of the rule itself, else those for every error. */
export function ownWords(component: Component, rule: Rule | undefined): Words | undefined {
  const { customMessage, customMessages = {} } = (component.validate ?? {}) as {
    customMessage?: Words
    customMessages?: Partial<Record<Rule, Words>>
  }
  return (rule && customMessages[rule]) ?? customMessage
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function questionName(component: Component, language: Language, template: ErrorWords): string {
  if (component.errorLabel !== undefined) return say(component.errorLabel, language)
  const label = say(component.label, language)
  if (label.endsWith('?')) {
    if (!template.asks) return language === 'cy' ? `eich ateb i ‘${label}’` : `your answer to ‘${label}’`
    return language === 'cy' ? `ateb i ‘${label}’` : `an answer to ‘${label}’`
  }
  return smallInitial(label)
}

/** "Full name" is "full name" inside a sentence, but "UPRN" and "National Insurance number" keep their capitals. */
function smallInitial(label: string): string {
  const [first = '', second = ''] = label.split(/\s+/)
  const isName = first === 'I' || /^\P{Lu}*\p{Lu}.*\p{Lu}|\d/u.test(first) || /^\p{Lu}/u.test(second)
  return isName ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
