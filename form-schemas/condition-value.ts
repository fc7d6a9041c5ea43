import type { Subject } from './condition-subjects.ts'
import { penceFromPounds, poundsFromPence } from './pounds.ts'

/**
 * What was typed or chosen, as the kind of value that the question's answer is. What is none stays text, so that the document's
 * own check says what is wrong with it.
 */
export function readValue(typed: string, subject: Subject | undefined): string | number | boolean {
  const text = typed.trim()
  const compared = subject?.compareWith
  if (Array.isArray(compared)) return compared.find(({ value }) => String(value) === typed)?.value ?? typed
  if (compared === 'pence') return penceFromPounds(text) ?? text
  if (compared !== 'number' || text === '' || Number.isNaN(Number(text))) return text
  return Number(text)
}

/** The value of a condition as its box shows it: money in pounds. */
export function shownValue(
  value: string | number | boolean | undefined,
  subject: Subject | undefined,
): string {
  if (subject?.compareWith === 'pence' && typeof value === 'number') return poundsFromPence(value)
  return String(value ?? '')
}
