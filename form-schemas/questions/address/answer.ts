import type { AddressAnswer, Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import { type Language, say } from '../../words.ts'
import { errorWords, ownWords, type Rule, sentence } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { characters, fieldError, isRequired, withPrefix } from '../typed-text.ts'
import { findName, findWords, uprnFor, uprnRule } from './finding.ts'
import { type Line, lineName, lines, typedLines } from './lines.ts'
import { tidyPostcode } from './postcode.ts'
import { findsByPostcode } from './settings.ts'

/** GOV.UK Pay and most back offices take up to 255; postal files 100. */
const longest = 100

const words: Record<
  Language,
  Record<Line, string> & { enter: string; full: string; long: (line: string) => string }
> = {
  en: {
    line1: 'address line 1, typically the building and street',
    line2: 'address line 2',
    town: 'town or city',
    county: 'county',
    postcode: 'postcode',
    enter: 'Enter',
    full: findWords.en.full,
    long: (line) => `${line} must be ${longest} characters or less`,
  },
  cy: {
    line1: 'linell gyntaf y cyfeiriad, fel arfer yr adeilad a’r stryd',
    line2: 'ail linell y cyfeiriad',
    town: 'tref neu ddinas',
    county: 'sir',
    postcode: 'cod post',
    enter: 'Rhowch',
    full: findWords.cy.full,
    long: (line) => `Rhaid i ${line} fod yn ${longest} nod neu lai`,
  },
}

/** Whatever a browser posts as a UPRN is not looked at: `chosenAddress` and stored answers are where one comes from. */
export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = typedLines(component, posted, prefix)
  const none = Object.keys(typed).length === 0
  if (none && isRequired(component) && posted.get(prefix + findName(component)) !== null) {
    // The lines are out of sight here: the postcode is what was not filled in.
    const own = ownWords(component, 'required')
    const message = own === undefined ? findWords[language].enter : say(own, language)
    return { ok: false, errors: withPrefix([{ field: findName(component), message }], prefix) }
  }
  const uprn = uprnFor(component, typed, posted, prefix)
  const answer = none ? null : ({ ...typed, ...(uprn === undefined ? {} : { uprn }) } as AddressAnswer)
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none = answer === undefined || answer === null || answer === ''
  if (none && !isRequired(component)) return []
  const at = lineName(component, 'line1')
  if (!none && (typeof answer !== 'object' || Array.isArray(answer)))
    return [fieldError(component, errorWords.format, language, '', at)]
  const given = (none ? {} : answer) as Record<string, unknown>
  const known: string[] = findsByPostcode(component) ? [...lines, 'uprn'] : [...lines]
  const unknown = Object.keys(given).find((part) => !known.includes(part))
  if (unknown !== undefined)
    return [fieldError(component, errorWords.unknownPart, language, unknown.slice(0, 20), at)]
  if (given.uprn !== undefined && !(typeof given.uprn === 'string' && uprnRule.test(given.uprn)))
    return [fieldError(component, errorWords.format, language, '', at)]
  return lines.flatMap((line) => {
    const problem = lineProblem(line, given[line], language)
    if (problem === undefined) return []
    const own = problem.rule && ownWords(component, problem.rule)
    return [{ field: lineName(component, line), message: own ? say(own, language) : problem.message }]
  })
}

/** A message without a rule is said whatever an officer wrote for the others. */
type LineProblem = { rule?: Rule; message: string } | undefined

function lineProblem(line: Line, text: unknown, language: Language): LineProblem {
  const say = words[language]
  const missing: LineProblem = { rule: 'required', message: `${say.enter} ${say[line]}` }
  if (text === undefined || text === '') return line === 'line2' || line === 'county' ? undefined : missing
  if (typeof text !== 'string') return missing
  if (line === 'postcode')
    return tidyPostcode(text) === text ? undefined : { rule: 'format', message: say.full }
  if (characters(text) > longest) {
    const name =
      line === 'line1' ? (language === 'cy' ? 'linell gyntaf y cyfeiriad' : 'address line 1') : say[line]
    return { rule: 'maxLength', message: sentence(say.long(name)) }
  }
  return looksLikeCardNumber(text) ? { message: errorWords.card[language]() } : undefined
}
