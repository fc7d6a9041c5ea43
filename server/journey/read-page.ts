import type { Answers } from '../../form-schemas/answers.ts'
import { isShown, type Known, mayBeShown, nothingKnown } from '../../form-schemas/is-shown.ts'
import type { FieldError, Posted } from '../../form-schemas/questions/question-type.ts'
import { vouching } from '../../form-schemas/questions/vouched.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { CompiledForm, CompiledPage, ComponentSet } from './compile-form.ts'
import type { ListPlace } from './lists.ts'
import { knownBefore, own } from './path.ts'

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
  const read = readSet(page, withStored(page, posted, answers), known, language)
  if (read.ok && read.counting === 0) read.patch[page.continuedKey] = true
  return read.ok ? { ok: true, patch: read.patch } : read
}

export type ReadItem = { ok: true; item: Answers } | { ok: false; errors: FieldError[] }

/**
 * Reads the screen of one item of a list. Its questions may depend on each other. `before` is the item as it is stored, when it is
 * not a new one. The lists inside the item are not on its screen: see `keptItem`.
 */
export function readItemAt(
  form: CompiledForm,
  { page, list: { item } }: ListPlace,
  posted: Posted,
  answers: Answers,
  language: Language,
  before: Answers | undefined,
): ReadItem {
  const known = item.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  const read = readSet(item, withStored(item, posted, before ?? {}), known, language)
  return read.ok ? { ok: true, item: read.patch } : read
}

/** What was posted, with the stored answers of questions that take a part of theirs from it. */
export function withStored(set: ComponentSet, posted: Posted, stored: Answers): Posted {
  const remembered = set.questions.filter(({ type, component }) => type.remembers?.(component))
  if (remembered.length === 0) return posted
  return vouching(posted, Object.fromEntries(remembered.map(({ key }) => [key, own(stored, key)])))
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
