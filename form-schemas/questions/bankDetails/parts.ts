import type { Component } from '../../document.ts'
import type { ErrorWords } from '../error-words.ts'
import type { Part } from '../parts-answer.ts'
import { widthClass } from '../question-view.ts'
import type { BankDetails } from './settings.ts'

const notASortCode: ErrorWords = {
  rule: 'format',
  en: () => 'Sort code must be 6 numbers, like 309430',
  cy: () => 'Rhaid i’r cod didoli fod yn 6 rhif, fel 309430',
}
const notAnAccount: ErrorWords = {
  rule: 'format',
  en: () => 'Account number must be between 6 and 8 numbers',
  cy: () => 'Rhaid i rif y cyfrif fod rhwng 6 ac 8 rhif',
}
const notARoll: ErrorWords = {
  rule: 'format',
  en: () =>
    'Roll number must only include letters a to z, numbers, hyphens, spaces, forward slashes and full stops',
  cy: () =>
    'Rhaid i’r rhif rôl gynnwys llythrennau a i z, rhifau, cysylltnodau, bylchau, blaenslaesau ac atalnodau llawn yn unig',
}

const digitsOnly = (typed: string) => typed.replace(/[\s\p{Pd}]/gu, '')

/** Bacs writes every account number with 8 digits: shorter ones, of 6 and 7, have zeros in front. */
function tidyAccount(typed: string): string {
  const digits = digitsOnly(typed)
  return /^\d{6,7}$/.test(digits) ? digits.padStart(8, '0') : digits
}

/**
 * What is checked: that the sort code has 6 digits and the account number 6 to 8, and that neither is all zeros. What is not: whether
 * there is such a bank, or whether the two belong together. That follows from a table of weights by sort code which the payment
 * schemes' operator sells and changes several times a year; a council's own check (Confirmation of Payee) says it with certainty.
 */
export function partsOf(component: Component): Part[] {
  const { rollNumber } = component as BankDetails
  const accountName: Part = {
    name: 'accountName',
    label: { en: 'Name on the account', cy: 'Enw ar y cyfrif' },
    called: { en: 'the name on the account', cy: 'yr enw ar y cyfrif' },
    required: true,
    longest: 70,
    input: { spellcheck: false, autocomplete: 'off' },
  }
  const sortCode: Part = {
    name: 'sortCode',
    label: { en: 'Sort code', cy: 'Cod didoli' },
    called: { en: 'a sort code', cy: 'god didoli' },
    required: true,
    longest: 20,
    tidy: digitsOnly,
    problem: (text) => (/^(?!0{6})\d{6}$/.test(text) ? undefined : notASortCode),
    hint: { en: 'Must be 6 numbers long', cy: 'Rhaid iddo fod yn 6 rhif' },
    input: { classes: widthClass(5), inputmode: 'numeric', spellcheck: false, autocomplete: 'off' },
  }
  const accountNumber: Part = {
    name: 'accountNumber',
    label: { en: 'Account number', cy: 'Rhif y cyfrif' },
    called: { en: 'an account number', cy: 'rif cyfrif' },
    required: true,
    longest: 20,
    tidy: tidyAccount,
    problem: (text) => (/^(?!0{8})\d{8}$/.test(text) ? undefined : notAnAccount),
    hint: { en: 'Must be between 6 and 8 numbers long', cy: 'Rhaid iddo fod rhwng 6 ac 8 rhif' },
    input: { classes: widthClass(10), inputmode: 'numeric', spellcheck: false, autocomplete: 'off' },
  }
  const roll: Part = {
    name: 'rollNumber',
    label: { en: 'Building society roll number', cy: 'Rhif rôl cymdeithas adeiladu' },
    called: { en: 'the roll number', cy: 'y rhif rôl' },
    required: false,
    longest: 18,
    tidy: (typed) => typed.toUpperCase(),
    problem: (text) => (/^[A-Z0-9 ./-]+$/.test(text) ? undefined : notARoll),
    hint: {
      en: 'You can find it on your card, statement or passbook',
      cy: 'Mae ar eich cerdyn, eich cyfriflen neu eich llyfr cyfrif',
    },
    input: { classes: widthClass(10), spellcheck: false, autocomplete: 'off' },
  }
  return [accountName, sortCode, accountNumber, ...(rollNumber ? [roll] : [])]
}
