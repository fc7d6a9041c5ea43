import type { AddressAnswer, Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import { type Language, say } from '../../words.ts'
import { errorWords, sentence } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { characters, fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'
import { tidyPostcode } from './postcode.ts'

export const lines = ['line1', 'line2', 'town', 'county', 'postcode'] as const
export type Line = (typeof lines)[number]
export const lineName = (component: Component, line: Line) => `${component.key}-${line}`

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
    full: 'Enter a full UK postcode, like AA3 1AB',
    long: (line) => `${line} must be ${longest} characters or less`,
  },
  cy: {
    line1: 'linell gyntaf y cyfeiriad, fel arfer yr adeilad a’r stryd',
    line2: 'ail linell y cyfeiriad',
    town: 'tref neu ddinas',
    county: 'sir',
    postcode: 'cod post',
    enter: 'Rhowch',
    full: 'Rhowch god post llawn yn y DU, fel AA3 1AB',
    long: (line) => `Rhaid i ${line} fod yn ${longest} nod neu lai`,
  },
}

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = Object.fromEntries(
    lines
      .map((line) => [line, typedLine(posted, prefix + lineName(component, line))] as const)
      .filter(([, text]) => text),
  ) as unknown as AddressAnswer
  if (typed.postcode) typed.postcode = tidyPostcode(typed.postcode) ?? typed.postcode
  const answer = Object.keys(typed).length === 0 ? null : typed
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none = answer === undefined || answer === null || answer === ''
  if (none && !isRequired(component)) return []
  if (!none && (typeof answer !== 'object' || Array.isArray(answer))) {
    return [fieldError(component, errorWords.format, language, '', lineName(component, 'line1'))]
  }
  const given = (none ? {} : answer) as Record<string, unknown>
  const unknown = Object.keys(given).find((part) => !lines.includes(part as Line))
  if (unknown !== undefined) {
    return [
      fieldError(
        component,
        errorWords.unknownPart,
        language,
        unknown.slice(0, 20),
        lineName(component, 'line1'),
      ),
    ]
  }
  return lines.flatMap((line) => {
    const message = lineProblem(line, given[line], language)
    const custom = component.validate?.customMessage as Parameters<typeof say>[0]
    return message === undefined
      ? []
      : [{ field: lineName(component, line), message: custom ? say(custom, language) : message }]
  })
}

function lineProblem(line: Line, text: unknown, language: Language): string | undefined {
  const say = words[language]
  if (text === undefined || text === '') {
    return line === 'line2' || line === 'county' ? undefined : `${say.enter} ${say[line]}`
  }
  if (typeof text !== 'string') return `${say.enter} ${say[line]}`
  if (line === 'postcode') return tidyPostcode(text) === text ? undefined : say.full
  if (characters(text) > longest) {
    return sentence(
      say.long(
        line === 'line1' ? (language === 'cy' ? 'linell gyntaf y cyfeiriad' : 'address line 1') : say[line],
      ),
    )
  }
  return looksLikeCardNumber(text) ? errorWords.card[language]() : undefined
}
