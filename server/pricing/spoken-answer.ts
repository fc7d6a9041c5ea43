import type { Component } from '../../form-schemas/document.ts'
import { optionLabel } from '../../form-schemas/questions/options.ts'
import { spokenDay } from '../clock.ts'

const longest = 80

/**
 * An answer of a case in a few words, for a cell of a table: options by what they are called, a list by its items. Cases are typed by
 * hand, so the answer may be anything that JSON can say; whatever it is, the words are short.
 */
export function spokenAnswer(answer: unknown, question?: Component): string {
  if (answer === undefined) return 'Not answered'
  if (answer === null) return 'Left empty'
  const words = spoken(answer, question, 0)
  if (words === '') return Array.isArray(answer) ? 'None' : 'Empty'
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words
}

function spoken(answer: unknown, question: Component | undefined, depth: number): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No'
  if (typeof answer === 'number') return String(answer)
  if (typeof answer === 'string' && isDay(answer)) return spokenDay(answer)
  if (typeof answer === 'string') return question ? optionLabel(question, answer, 'en') : answer
  if (typeof answer !== 'object' || answer === null || depth > 3) return ''
  // More than these do not fit in the words anyway: a case with ten thousand items must not be spelled out to be cut.
  if (Array.isArray(answer)) {
    const items = answer.slice(0, 10).map((item) => spoken(item, question, depth + 1))
    return items.filter((item) => item !== '').join('; ') + (answer.length > 10 ? '; …' : '')
  }
  const parts = Object.entries(answer)
    .slice(0, 10)
    .map(([key, value]) =>
      spoken(
        value,
        question?.components?.find((inner) => inner.key === key),
        depth + 1,
      ),
    )
  return parts.filter((part) => part !== '').join(' ')
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
