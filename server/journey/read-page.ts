import type { Answers } from '../../form-schemas/answers.ts'
import type { FieldError, Posted } from '../../form-schemas/questions/question-type.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { CompiledForm, CompiledPage, ComponentSet } from './compile-form.ts'
import { isShown, type Known, mayBeShown, nothingKnown } from './condition.ts'
import { knownBefore } from './path.ts'

export type ReadPage = { ok: true; patch: Answers } | { ok: false; errors: FieldError[] }

/**
 * Reads what was typed into a page. `answers` are only looked at when the page needs earlier answers, so a caller may pass `{}`
 * when `page.needsEarlierAnswers` is false. Questions that turn out hidden by an answer on the same page are not checked and lose
 * what they held before.
 */
export function readPage(
  form: CompiledForm,
  page: CompiledPage,
  posted: Posted,
  answers: Answers,
  language: Language,
): ReadPage {
  const known = page.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  const read = readSet(page, posted, known, language)
  if (read.ok && read.counting === 0) read.patch[page.continuedKey] = true
  return read.ok ? { ok: true, patch: read.patch } : read
}

/** Reads one item of a list. The item's own questions may depend on each other and on earlier pages. */
export function readItem(
  form: CompiledForm,
  page: CompiledPage,
  posted: Posted,
  answers: Answers,
  language: Language,
): { ok: true; item: Answers } | { ok: false; errors: FieldError[] } {
  const item = page.list!.item
  const known = item.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  const read = readSet(item, posted, known, language)
  return read.ok ? { ok: true, item: read.patch } : read
}

function readSet(
  set: ComponentSet,
  posted: Posted,
  known: Known,
  language: Language,
): { ok: true; patch: Answers; counting: number } | { ok: false; errors: FieldError[] } {
  const patch: Answers = Object.create(null)
  const errors: FieldError[] = []
  let counting = 0
  for (const question of set.questions) {
    if (!isShown(question.conditional, known)) {
      if (mayBeShown(question.conditional, known, set.keys)) patch[question.key] = null
      continue
    }
    counting++
    const read = question.type.read(question.component, posted, language)
    if (read.ok) {
      patch[question.key] = read.answer
      known[question.key] = read.answer
    } else {
      errors.push(...read.errors)
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, patch, counting }
}
