import type { AddressAnswer, Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Posted } from '../question-type.ts'
import { typedLine } from '../typed-text.ts'
import { tidyPostcode } from './postcode.ts'

export const lines = ['line1', 'line2', 'town', 'county', 'postcode'] as const
export type Line = (typeof lines)[number]
export const lineName = (component: Component, line: Line) => `${component.key}-${line}`

export type TypedLines = Partial<Record<Line, string>>

/** The lines that are not empty, as they were typed, with a postcode in its usual spacing. */
export function typedLines(component: Component, posted: Posted, prefix: string): TypedLines {
  const typed: TypedLines = {}
  for (const line of lines) {
    const text = typedLine(posted, prefix + lineName(component, line))
    if (text !== '') typed[line] = line === 'postcode' ? (tidyPostcode(text) ?? text) : text
  }
  return typed
}

export function asAddress(answer: Answer | undefined): AddressAnswer | undefined {
  return answer !== null && typeof answer === 'object' && !Array.isArray(answer)
    ? (answer as AddressAnswer)
    : undefined
}

export function sameLines(one: TypedLines, other: TypedLines): boolean {
  return lines.every((line) => (one[line] ?? '') === (other[line] ?? ''))
}
