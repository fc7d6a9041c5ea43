import { isDay, sayDay } from '../../calendar.ts'
import type { Component } from '../../document.ts'
import { sayPounds } from '../../pounds.ts'
import type { Language } from '../../words.ts'
import type { Calculated } from './settings.ts'

/** What is shown of a result; `text: undefined` when the expression gave nothing, so that nothing is shown. */
export type SaidResult = { ok: true; text: string | undefined } | { ok: false; problem: string }

/** A result of the expression in the words of a page. `problem` is an officer's: the result is not what `format` says. */
export function sayResult(component: Component, result: unknown, language: Language): SaidResult {
  if (result === undefined || result === null || result === '') return { ok: true, text: undefined }
  const { format = 'text' } = component as Calculated
  const text = said[format](result, language)
  if (text !== undefined) return { ok: true, text }
  return { ok: false, problem: `The expression of '${component.key}' must give ${expected[format]}` }
}

type Format = NonNullable<Calculated['format']>

const expected: Record<Format, string> = {
  text: 'text, a number, true or false',
  number: 'a number',
  pence: 'a whole number of pence',
  date: 'a date like 2026-04-01',
}

const longest = 500

const said: Record<Format, (result: unknown, language: Language) => string | undefined> = {
  text(result, language) {
    if (typeof result === 'boolean') return yesOrNo[language][Number(result)]
    if (typeof result === 'number') return said.number(result, language)
    return typeof result === 'string' ? [...result].slice(0, longest).join('') : undefined
  },
  // Welsh writes numbers as English does.
  number: (result) => (Number.isFinite(result) ? (result as number).toLocaleString('en-GB') : undefined),
  pence: (result) => (Number.isSafeInteger(result) ? sayPounds(result as number) : undefined),
  date: (result, language) => (isDay(result) ? sayDay(result, language) : undefined),
}

const yesOrNo: Record<Language, [string, string]> = { en: ['No', 'Yes'], cy: ['Na', 'Ie'] }
