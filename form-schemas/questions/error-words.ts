import type { Component } from '../document.ts'
import { type Language, say, type Words } from '../words.ts'

/**
 * How the residents' messages read: the templates of the GOV.UK Design System's error messages, and their Welsh.
 * `name` is how a message calls the question: its errorLabel, else its label with a small first letter ("full name").
 */
export type ErrorWords = {
  en: (name: string, limit: string) => string
  cy: (name: string, limit: string) => string
}

export const errorWords = {
  enter: { en: (name) => `Enter ${name}`, cy: (name) => `Rhowch ${name}` },
  select: { en: (name) => `Select ${name}`, cy: (name) => `Dewiswch ${name}` },
  confirm: { en: (name) => `Confirm ${name}`, cy: (name) => `Cadarnhewch ${name}` },
  tooLong: {
    en: (name, limit) => `${name} must be ${limit} characters or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} nod neu lai`,
  },
  tooShort: {
    en: (name, limit) => `${name} must be ${limit} characters or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} nod neu fwy`,
  },
  tooManyWords: {
    en: (name, limit) => `${name} must be ${limit} words or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} gair neu lai`,
  },
  tooFewWords: {
    en: (name, limit) => `${name} must be ${limit} words or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} gair neu fwy`,
  },
  format: {
    en: (name) => `${name} must be in the correct format`,
    cy: (name) => `Rhaid i ${name} fod yn y fformat cywir`,
  },
  email: {
    en: (name) => `${name} must be in the correct format, like name@example.com`,
    cy: (name) => `Rhaid i ${name} fod yn y fformat cywir, fel enw@example.com`,
  },
  phone: {
    en: (name) => `${name} must be a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192`,
    cy: (name) => `Rhaid i ${name} fod yn rhif ffôn, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192`,
  },
  text: { en: (name) => `${name} must be text`, cy: (name) => `Rhaid i ${name} fod yn destun` },
  number: { en: (name) => `${name} must be a number`, cy: (name) => `Rhaid i ${name} fod yn rhif` },
  wholeNumber: {
    en: (name) => `${name} must be a whole number`,
    cy: (name) => `Rhaid i ${name} fod yn rhif cyfan`,
  },
  atLeast: {
    en: (name, limit) => `${name} must be ${limit} or more`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu fwy`,
  },
  atMost: {
    en: (name, limit) => `${name} must be ${limit} or fewer`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu lai`,
  },
  amount: {
    en: (name) => `${name} must be an amount of money, like 25 or 25.50`,
    cy: (name) => `Rhaid i ${name} fod yn swm o arian, fel 25 neu 25.50`,
  },
  amountAtMost: {
    en: (name, limit) => `${name} must be ${limit} or less`,
    cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu lai`,
  },
  dateParts: {
    en: (name, limit) => `${name} must include a ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} gynnwys ${limit}`,
  },
  realDate: {
    en: (name) => `${name} must be a real date`,
    cy: (name) => `Rhaid i ${name} fod yn ddyddiad go iawn`,
  },
  year: {
    en: (name) => `${name} must have a year of 4 numbers`,
    cy: (name) => `Rhaid i ${name} gael blwyddyn o 4 rhif`,
  },
  notBefore: {
    en: (name, limit) => `${name} must be on or after ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} fod ar ${limit} neu ar ôl hynny`,
  },
  notAfter: {
    en: (name, limit) => `${name} must be on or before ${limit}`,
    cy: (name, limit) => `Rhaid i ${name} fod ar ${limit} neu cyn hynny`,
  },
  fewestChosen: {
    en: (name, limit) => `Select ${limit} or more for ${name}`,
    cy: (name, limit) => `Dewiswch ${limit} neu fwy ar gyfer ${name}`,
  },
  mostChosen: {
    en: (name, limit) => `Select ${limit} or fewer for ${name}`,
    cy: (name, limit) => `Dewiswch ${limit} neu lai ar gyfer ${name}`,
  },
  fewestItems: {
    en: (name, limit) => `Add ${limit} or more to ${name}`,
    cy: (name, limit) => `Ychwanegwch ${limit} neu fwy at ${name}`,
  },
  mostItems: {
    en: (name, limit) => `Add ${limit} or fewer to ${name}`,
    cy: (name, limit) => `Ychwanegwch ${limit} neu lai at ${name}`,
  },
  item: { en: (name, limit) => `Item ${limit}: ${name}`, cy: (name, limit) => `Eitem ${limit}: ${name}` },
  yesOrNo: { en: (name) => `${name} must be yes or no`, cy: (name) => `Rhaid i ${name} fod yn ie neu na` },
  unknownPart: {
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

/** The message of a template for a question, beginning with a capital; the question's own `customMessage` comes first. */
export function errorMessage(
  component: Component,
  template: ErrorWords,
  language: Language,
  limit: string | number = '',
): string {
  const custom = component.validate?.customMessage as Words | undefined
  if (custom !== undefined && template !== errorWords.card) return say(custom, language)
  return sentence(template[language](questionName(component, language, template), String(limit)))
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function questionName(component: Component, language: Language, template: ErrorWords): string {
  if (component.errorLabel !== undefined) return say(component.errorLabel, language)
  const label = say(component.label, language)
  const asks = template === errorWords.enter || template === errorWords.select
  if (label.endsWith('?')) {
    if (!asks) return language === 'cy' ? `eich ateb i ‘${label}’` : `your answer to ‘${label}’`
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
