import type { AddressAnswer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { type Assist, askName, type FoundAddress } from '../assist.ts'
import type { FieldError, Posted } from '../question-type.ts'
import { isRequired, typedLine, withPrefix } from '../typed-text.ts'
import { asAddress, lineName, lines, sameLines, type TypedLines, typedLines } from './lines.ts'
import { tidyPostcode } from './postcode.ts'
import { findsByPostcode } from './settings.ts'

/*
 * The conversation by which an address is found: a postcode is asked for, addresses are shown, one is chosen. Each turn is a page
 * that is posted, so that it works without JavaScript. Typing the address is possible at every turn.
 */

/** The postcode to look for. Only pages that can look for one have it. */
export const findName = (component: Component) => `${component.key}-find`
/** The list of what was found; posts a UPRN. */
export const foundName = (component: Component) => `${component.key}-found`

export const findWords: Record<Language, { enter: string; full: string; select: string }> = {
  en: {
    enter: 'Enter a postcode',
    full: 'Enter a full UK postcode, like AA3 1AB',
    select: 'Select an address',
  },
  cy: {
    enter: 'Rhowch god post',
    full: 'Rhowch god post llawn yn y DU, fel AA3 1AB',
    select: 'Dewiswch gyfeiriad',
  },
}

/** BS 7666-1: a UPRN has 1 to 12 digits. */
export const uprnRule = /^\d{1,12}$/

/** Its buttons are `find`, `type` and `again`; Continue, with only a postcode, means `find`. */
export function assist(
  component: Component,
  posted: Posted,
  language: Language,
  prefix = '',
): Assist | undefined {
  if (!findsByPostcode(component)) return undefined
  const asked = posted.get(prefix + askName(component))
  if (asked === 'type') return { kind: 'show', state: { kind: 'typed' }, errors: [] }
  if (asked === 'again') return { kind: 'show', state: undefined, errors: [] }

  const looked = typedLine(posted, prefix + findName(component))
  const postcode = tidyPostcode(looked)
  // Null when no list was shown.
  const uprn = posted.get(prefix + foundName(component))
  if (uprn === null) {
    const nothingTyped = Object.keys(typedLines(component, posted, prefix)).length === 0
    if (asked !== 'find' && (looked === '' || !nothingTyped)) return undefined
  } else if (asked !== 'find') {
    if (postcode !== undefined && uprnRule.test(uprn)) return { kind: 'address-chosen', postcode, uprn }
    if (uprn === '' && !isRequired(component)) return undefined
  }
  if (postcode === undefined) {
    const message = looked === '' ? findWords[language].enter : findWords[language].full
    return { kind: 'show', state: undefined, errors: errorAt(findName(component), message, prefix) }
  }
  const unchosen = uprn !== null && asked !== 'find'
  return {
    kind: 'find-addresses',
    postcode,
    errors: unchosen ? errorAt(foundName(component), findWords[language].select, prefix) : [],
  }
}

function errorAt(field: string, message: string, prefix: string): FieldError[] {
  return withPrefix([{ field, message }], prefix)
}

/**
 * What was posted, with the address that was chosen in place of what was typed. Only whoever has asked the source of addresses can
 * make this: it is the one way by which an answer gets its UPRN. `prefix` as for `read`.
 */
export function chosenAddress(
  component: Component,
  posted: Posted,
  address: FoundAddress,
  prefix = '',
): Posted {
  const chosen = new Map(
    lines.map((line) => [prefix + lineName(component, line), address[line] ?? ''] as const),
  )
  return {
    get: (name) => chosen.get(name) ?? posted.get(name),
    getAll: (name) => (chosen.has(name) ? [chosen.get(name) ?? ''] : posted.getAll(name)),
    vouched: (name) => (name === prefix + component.key ? address : posted.vouched?.(name)),
    postedOn: posted.postedOn,
  }
}

/** The UPRN that the house vouches for, while the lines still are those of its address. */
export function uprnFor(component: Component, typed: TypedLines, posted: Posted, prefix: string) {
  const known: AddressAnswer | undefined = asAddress(posted.vouched?.(prefix + component.key))
  return findsByPostcode(component) && known?.uprn !== undefined && sameLines(known, typed)
    ? known.uprn
    : undefined
}
