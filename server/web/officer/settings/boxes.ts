import { say, type Words } from '../../../../form-schemas/words.ts'
import type { PostedForm } from '../page.ts'

/** What the boxes of the screen hold, by name. Words in two languages have two: `contact` and `contactCy`. */
export type Boxes = Record<string, string>

export function wordBoxes(name: string, words: Words | undefined): Boxes {
  return { [name]: say(words), [`${name}Cy`]: typeof words === 'object' ? (words.cy ?? '') : '' }
}

/** `was` says how English words alone were written before, so that saving without a change changes nothing. */
export function readWords(form: PostedForm, name: string, was: Words | undefined): Words | undefined {
  const [en, cy] = [form.text(name).trim(), form.text(`${name}Cy`).trim()]
  if (en === '' && cy === '') return undefined
  if (cy !== '') return { en, cy }
  return typeof was === 'object' ? { en } : en
}

/** A number as a number; what is none as it was typed, so that the document's own check says what is wrong with it. */
export function readNumber(form: PostedForm, name: string): number | undefined {
  const typed = form.text(name).trim()
  if (typed === '') return undefined
  return /^-?\d{1,12}(\.\d+)?$/.test(typed) ? Number(typed) : (typed as unknown as number)
}

export function readText(form: PostedForm, name: string): string | undefined {
  const typed = form.text(name).trim()
  return typed === '' ? undefined : typed
}

/** The object with some of its keys changed, each in its place; undefined takes a key out, and the object when nothing is left. */
export function withKeys<T extends object>(before: T | undefined, changes: Partial<T>): T | undefined {
  const after = { ...before } as Record<string, unknown>
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete after[key]
    else after[key] = value
  }
  return Object.keys(after).length > 0 ? (after as T) : undefined
}
