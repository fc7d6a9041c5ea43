import type { Answers } from '../../form-schemas/answers.ts'
import { nothingKnown } from '../../form-schemas/is-shown.ts'
import type { FieldError } from '../../form-schemas/questions/question-type.ts'
import { type Language, say } from '../../form-schemas/words.ts'
import type { CompiledComponent, CompiledForm, CompiledPage } from './compile-form.ts'
import { itemPath, itemsAt, type ListPlace, pageList, shownLists } from './lists.ts'
import { count, knownBefore, own, walk } from './path.ts'

/** One line of check-your-answers. */
export interface Row {
  label: string
  /** Empty = "Not provided". */
  lines: string[]
  /** Path of the screen that changes it, below the form's own address: `your-name`, `items/2`. */
  change: string
  /** What the Change link says to those who do not see the row it stands in. */
  changes: string
}

/** The rows of a page under its title. When every page asks one thing, they share one section that needs none. */
export interface Section {
  title: string | undefined
  rows: Row[]
}

/** Everything wrong among the answers that count, by page and question: the last look before a submission is committed. */
export function checkAll(
  form: CompiledForm,
  answers: Answers,
  language: Language,
): { page: string; key: string; errors: FieldError[] }[] {
  const problems: { page: string; key: string; errors: FieldError[] }[] = []
  for (const step of walk(form, answers).steps) {
    for (const question of step.counting) {
      const errors = question.type.check(question.component, own(answers, question.key), language)
      if (errors.length > 0) problems.push({ page: step.page.slug, key: question.key, errors })
    }
  }
  return problems
}

export function checkAnswersRows(form: CompiledForm, answers: Answers, language: Language): Section[] {
  const sections = walk(form, answers).steps.flatMap(({ page, counting: all }): Section[] => {
    const counting = all.filter(({ type }) => !type.silent)
    if (counting.length === 0) return []
    if (page.kind === 'list') return [listSection(form, page, answers, language)]
    const rows = counting.map((question) => questionRow(page, question, answers, language))
    return [{ title: say(page.title, language), rows }]
  })
  const oneEach = sections.length > 1 && sections.every(({ rows }) => rows.length === 1) && !hasList(form)
  return oneEach ? [{ title: undefined, rows: sections.flatMap(({ rows }) => rows) }] : sections
}

function hasList(form: CompiledForm): boolean {
  return form.pages.some((page) => page.kind === 'list')
}

function questionRow(
  page: CompiledPage,
  question: CompiledComponent,
  answers: Answers,
  language: Language,
): Row {
  const label = say(question.component.label, language) || say(page.title, language)
  const lines = question.type.summary(question.component, own(answers, question.key), language)
  return { label, lines, change: page.slug, changes: label }
}

function listSection(form: CompiledForm, page: CompiledPage, answers: Answers, language: Language): Section {
  const rows = itemRows(form, page, answers, language)
  const title = say(page.list!.label, language) || say(page.title, language)
  if (rows.length === 0) rows.push({ label: title, lines: [], change: page.slug, changes: title })
  return { title, rows }
}

/** The items of a page's own list as rows. */
export function itemRows(
  form: CompiledForm,
  page: CompiledPage,
  answers: Answers,
  language: Language,
): Row[] {
  return rowsAt(form, pageList(page), answers, language)
}

/** The items of a list as rows: named by their first answer, described by the others and by the lists inside them. */
export function rowsAt(form: CompiledForm, place: ListPlace, answers: Answers, language: Language): Row[] {
  const { page, list } = place
  const before = list.item.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  return itemsAt(place, answers).map((item, index) => {
    const counting = count(list.item, item, Object.assign(nothingKnown(), before))
    const inner = shownLists(list, item).map(({ question }) => question)
    const said = [...counting.filter(({ type }) => !type.silent), ...inner].map((question) => ({
      label: say(question.component.label, language),
      lines: question.type.summary(question.component, own(item, question.key), language),
    }))
    const [first, ...others] = said
    const name = first?.lines.join(', ') || String(index + 1)
    const row = {
      change: itemPath(place, index + 1),
      changes: `${say(list.itemLabel, language)} ${index + 1}, ${name}`,
    }
    if (others.length === 0) return { ...row, label: first?.label ?? name, lines: first?.lines ?? [] }
    const described = others.filter(({ lines }) => lines.length > 0)
    return {
      ...row,
      label: name,
      lines: described.map(({ label, lines }) => `${label.replace(/[?:]$/, '')}: ${lines.join(', ')}`),
    }
  })
}

/** The items of a list page; none while it is unanswered. */
export function itemsOf(page: CompiledPage, answers: Answers): Answers[] {
  return itemsAt(pageList(page), answers)
}
