import type { FormDocument, UseLimit } from '../../../../form-schemas/document.ts'
import type { PostedForm } from '../page.ts'
import { type Boxes, readNumber, readWords, wordBoxes } from './boxes.ts'

/** The same limit that a document is held to. */
export const mostUseLimits = 5

/** One row for each limit and an empty one for another. */
export function useLimitBoxes({ settings }: FormDocument): Boxes {
  const limits = settings?.useLimits ?? []
  return Object.assign(
    {},
    ...limits.map(({ question, most, months, message }, row) => ({
      [`useLimits.${row}.question`]: question,
      [`useLimits.${row}.most`]: String(most),
      [`useLimits.${row}.months`]: String(months),
      ...wordBoxes(`useLimits.${row}.message`, message),
    })),
    limits.length < mostUseLimits && {
      [`useLimits.${limits.length}.question`]: '',
      [`useLimits.${limits.length}.most`]: '',
      [`useLimits.${limits.length}.months`]: '',
      ...wordBoxes(`useLimits.${limits.length}.message`, undefined),
    },
  ) as Boxes
}

/** The limits, each with the row it came from: a row whose question was taken away is gone. */
export function readUseLimits(
  form: PostedForm,
  before: readonly UseLimit[],
): { row: number; limit: UseLimit }[] {
  const taken = new Set(before.map(({ name }) => name))
  return Array.from({ length: mostUseLimits }, (_, row) => row).flatMap((row) => {
    const name = `useLimits.${row}`
    const question = form.text(`${name}.question`)
    const was = before[row]
    // What was typed into the empty row is never dropped unseen: the document says what is still missing.
    if (question === '' && (was || isEmptyRow(form, name))) return []
    const limit = {
      name: was?.name ?? free(taken, 'limit'),
      question,
      most: readNumber(form, `${name}.most`),
      months: readNumber(form, `${name}.months`),
      message: readWords(form, `${name}.message`, was?.message) ?? '',
    }
    return [{ row, limit: limit as UseLimit }]
  })
}

/** True when nothing was typed or chosen in a row. */
export function isEmptyRow(form: PostedForm, row: string): boolean {
  return form.names().every((name) => !name.startsWith(`${row}.`) || form.text(name).trim() === '')
}

/** `wanted1`, `wanted2` …: the first that is not taken. */
export function free(taken: Set<string>, wanted: string): string {
  for (let n = 1; ; n += 1) {
    const name = `${wanted}${n}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
