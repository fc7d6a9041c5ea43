import type { Answers } from '../../form-schemas/answers.ts'
import type { FieldError } from '../../form-schemas/questions/question-type.ts'
import { type Language, say } from '../../form-schemas/words.ts'
import type { CompiledComponent, CompiledForm, CompiledPage } from './compile-form.ts'
import { rowsAt, withInnerRows } from './item-rows.ts'
import { pageList } from './lists.ts'
import { own, walk } from './path.ts'

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
  const rows = rowsAt(form, pageList(page), answers, language).flatMap(withInnerRows)
  const title = say(page.list!.label, language) || say(page.title, language)
  if (rows.length === 0) rows.push({ label: title, lines: [], change: page.slug, changes: title })
  return { title, rows }
}
