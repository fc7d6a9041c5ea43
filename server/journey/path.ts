import type { Answer, Answers } from '../../form-schemas/answers.ts'
import { isShown, type Known, mayBeShown, nothingKnown } from '../../form-schemas/is-shown.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { CompiledComponent, CompiledForm, CompiledPage, ComponentSet } from './compile-form.ts'

/** A page on the way, with what counted when it was reached and which of its questions count. */
export interface Step {
  page: CompiledPage
  /** The questions whose own condition holds: they must be answered, and only they count. */
  counting: CompiledComponent[]
}

/**
 * Goes through the form once, in order. Only answers to questions met on the way are known to later conditions, so the answer
 * to a question that is hidden now cannot show, price or hide anything.
 */
export function walk(form: CompiledForm, answers: Answers): { steps: Step[]; known: Known } {
  const known = nothingKnown()
  const steps: Step[] = []
  for (const page of form.pages) {
    if (!isOnTheWay(page, known)) continue
    steps.push({ page, counting: count(page, answers, known) })
  }
  return { steps, known }
}

/** A page is on the way when its condition holds and it has something to show. */
function isOnTheWay(page: CompiledPage, known: Known): boolean {
  if (!isShown(page.conditional, known)) return false
  return page.components.some((one) => !one.type.silent && mayBeShown(one.conditional, known, page.keys))
}

/** The questions of a screen that count, adding their answers to what is known. */
export function count(set: ComponentSet, answers: Answers, known: Known): CompiledComponent[] {
  return set.questions.filter((question) => {
    if (!isShown(question.conditional, known)) return false
    const answer = own(answers, question.key)
    if (answer !== undefined) known[question.key] = answer
    if (question.component.lookup) carryLookup(question.key, answers, known)
    return true
  })
}

/** What look-ups found, by question: kept beside the answers under a key that no question can have. */
export function lookupsOf(answers: Answers): Lookups {
  return (own(answers, 'lookup') as unknown as Lookups | undefined) ?? {}
}

export type Lookups = Record<string, Record<string, Answer>>

/** What a look-up found counts while its question does. */
function carryLookup(key: string, answers: Answers, known: Known): void {
  const found = lookupsOf(answers)[key]
  if (found) known.lookup = { ...lookupsOf(known), [key]: found } as unknown as Answer
}

/** The pages that these answers lead to, answered or not. */
export function reachablePages(form: CompiledForm, answers: Answers): CompiledPage[] {
  return walk(form, answers).steps.map((step) => step.page)
}

/** The first page that still has something to ask. */
export function nextPage(form: CompiledForm, answers: Answers): CompiledPage | 'check-your-answers' {
  return walk(form, answers).steps.find((step) => !isAnswered(step, answers))?.page ?? 'check-your-answers'
}

/**
 * True when the page is on the way and every page before it is answered: of its section, where the sections are a list to work through
 * in any order. Asked before every page is shown or believed.
 */
export function canVisit(form: CompiledForm, answers: Answers, slug: string): boolean {
  const { steps } = walk(form, answers)
  const section = form.document.settings?.taskList ? form.bySlug.get(slug)?.section : undefined
  for (const step of steps) {
    if (step.page.slug === slug) return true
    if (section !== undefined && step.page.section !== section) continue
    if (!isAnswered(step, answers)) return false
  }
  return slug === 'check-your-answers'
}

/** The page that follows on the way; check-your-answers after the last. */
export function pageAfter(
  form: CompiledForm,
  answers: Answers,
  slug: string,
): CompiledPage | 'check-your-answers' {
  const { steps } = walk(form, answers)
  const at = steps.findIndex((step) => step.page.slug === slug)
  return steps[at + 1]?.page ?? 'check-your-answers'
}

/** The page that comes before on the way; the start page before the first. `check-your-answers` may be asked about too. */
export function pageBefore(form: CompiledForm, answers: Answers, slug: string): CompiledPage | 'start' {
  const { steps } = walk(form, answers)
  const at = slug === 'check-your-answers' ? steps.length : steps.findIndex((step) => step.page.slug === slug)
  return steps[at - 1]?.page ?? 'start'
}

/** The answers that count: shown questions of reachable pages, and nothing else. They are what is priced, shown, mapped and kept. */
export function reachableAnswers(form: CompiledForm, answers: Answers): Answers {
  return { ...walk(form, answers).known }
}

/** What is known when a page is reached: the answers that count on the pages before it. */
export function knownBefore(form: CompiledForm, answers: Answers, page: CompiledPage): Known {
  const known = nothingKnown()
  for (const earlier of form.pages) {
    if (earlier === page) break
    if (isOnTheWay(earlier, known)) count(earlier, answers, known)
  }
  return known
}

/** The components that a page, or an item of its list, shows: all but those that never show or are certain to be hidden. */
export function displayedComponents(
  form: CompiledForm,
  page: CompiledPage,
  answers: Answers,
  set: ComponentSet = page,
): CompiledComponent[] {
  const known = set.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  return set.components.filter((one) => !one.type.silent && mayBeShown(one.conditional, known, set.keys))
}

/** The language has no part in whether an answer is right, only in the words about it. */
const anyLanguage: Language = 'en'

/**
 * Every question that counts has an answer. A page that asks nothing is answered when it was continued
 * from, and one that ends the form never is.
 */
export function isAnswered({ page, counting }: Step, answers: Answers): boolean {
  if (page.exit) return false
  if (counting.length === 0) return own(answers, page.continuedKey) === true
  return counting.every((question) => {
    const answer = own(answers, question.key)
    if (answer === undefined) return false
    // What was typed passed its checks when it was kept, and all of it is checked again before it is sent (checkAll): looking at
    // every earlier answer on every page would make the last page of a long form the slowest. Left empty is another matter: the
    // question may have been hidden then. So is a list, which changes item by item.
    if (answer !== null && typeof answer !== 'object') return true
    return question.type.check(question.component, answer, anyLanguage).length === 0
  })
}

export function own(answers: Answers, key: string): Answer | undefined {
  return Object.hasOwn(answers, key) ? answers[key] : undefined
}
