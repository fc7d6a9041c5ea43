import type { Component } from '../../document.ts'
import type { ErrorWords } from '../error-words.ts'
import type { Part } from '../parts-answer.ts'
import { widthClass } from '../question-view.ts'
import type { Organisation } from './settings.ts'

const longestName = 255

const notOfCompanies: ErrorWords = {
  rule: 'format',
  en: () => 'Company number must be 8 numbers, or 2 letters and 6 numbers, like 01234567 or SC123456',
  cy: () => 'Rhaid i rif y cwmni fod yn 8 rhif, neu’n 2 lythyren a 6 rhif, fel 01234567 neu SC123456',
}
const notOfCharities: ErrorWords = {
  rule: 'format',
  en: () => 'Charity number must be 6 to 8 characters, like 1234567, SC012345 or 101234',
  cy: () => 'Rhaid i rif yr elusen fod yn 6 i 8 nod, fel 1234567, SC012345 neu 101234',
}

/** Companies House numbers have 8 characters; people leave out the zeros in front. */
function tidyCompany(typed: string): string {
  const plain = tidyNumber(typed)
  return /^\d{6,7}$/.test(plain) ? plain.padStart(8, '0') : plain
}

/** Charity numbers: 6 or 7 digits (England and Wales), SC and 6 digits (Scotland), 6 digits, also after NIC (Northern Ireland). */
function tidyCharity(typed: string): string {
  return tidyNumber(typed).replace(/^NIC(?=\d{6}$)/, '')
}

function tidyNumber(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '')
}

export function partsOf(component: Component): Part[] {
  const { companyNumber, charityNumber, autocomplete = 'on', width } = component as Organisation
  const name: Part = {
    name: 'name',
    label: { en: 'Name of the organisation', cy: 'Enw’r sefydliad' },
    called: { en: 'the name of the organisation', cy: 'enw’r sefydliad' },
    required: true,
    longest: longestName,
    input: {
      spellcheck: false,
      autocomplete: autocomplete === 'off' ? 'off' : 'organization',
      ...(width === undefined ? {} : { classes: widthClass(width) }),
    },
  }
  const company: Part = {
    name: 'companyNumber',
    label: { en: 'Company number', cy: 'Rhif y cwmni' },
    called: { en: 'the company number', cy: 'rif y cwmni' },
    required: companyNumber === 'required',
    longest: 20,
    tidy: tidyCompany,
    problem: (text) =>
      /^(?:\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z])$/.test(text) ? undefined : notOfCompanies,
    hint: { en: 'The 8 characters on the Companies House register', cy: 'Yr 8 nod ar gofrestr Tŷ’r Cwmnïau' },
    input: { spellcheck: false, classes: widthClass(10) },
  }
  const charity: Part = {
    name: 'charityNumber',
    label: { en: 'Charity number', cy: 'Rhif yr elusen' },
    called: { en: 'the charity number', cy: 'rif yr elusen' },
    required: charityNumber === 'required',
    longest: 20,
    tidy: tidyCharity,
    problem: (text) => (/^(?:\d{6,7}|SC\d{6})$/.test(text) ? undefined : notOfCharities),
    input: { spellcheck: false, classes: widthClass(10) },
  }
  return [name, ...(companyNumber ? [company] : []), ...(charityNumber ? [charity] : [])]
}
