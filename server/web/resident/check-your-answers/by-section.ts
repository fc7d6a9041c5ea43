import { type Language, say } from '../../../../form-schemas/words.ts'
import type { CompiledForm, CompiledPage, Row } from '../../../journey/index.ts'

/** A heading of check-your-answers with what stands below it. */
export interface AnswerGroup<R extends Row> {
  title: string | undefined
  parts: { title: string | undefined; rows: R[] }[]
}

/**
 * The rows of pages, under the sections of a form that has them. Within a section pages keep their titles when one of them has more
 * than one row: a heading for each single row would be longer than what it heads.
 */
export function bySection<R extends Row>(
  form: CompiledForm,
  pages: { title: string | undefined; rows: R[] }[],
  language: Language,
): AnswerGroup<R>[] {
  const sections = form.document.sections ?? []
  if (sections.length === 0) {
    return pages.map(({ title, rows }) => ({ title, parts: [{ title: undefined, rows }] }))
  }
  const titles = new Map(sections.map(({ key, title }) => [key, say(title, language)]))
  return inRuns(
    rowsByPage(form, pages),
    ({ page }, before) => page.section !== undefined && page.section === before.page.section,
  ).map((own) => {
    const { page, rows } = own[0]!
    const title = titles.get(page.section ?? '')
    if (title === undefined) return { title: say(page.title, language), parts: [{ title: undefined, rows }] }
    const isPlain = own.every((one) => one.rows.length === 1 && one.page.kind !== 'list')
    return {
      title,
      parts: isPlain
        ? [{ title: undefined, rows: own.flatMap((one) => one.rows) }]
        : own.map((one) => ({ title: say(one.page.title, language), rows: one.rows })),
    }
  })
}

function rowsByPage<R extends Row>(
  form: CompiledForm,
  pages: { rows: R[] }[],
): { page: CompiledPage; rows: R[] }[] {
  const rows = pages.flatMap((one) =>
    one.rows.map((row) => ({ row, page: form.bySlug.get(row.change.split('/')[0]!)! })),
  )
  return inRuns(rows, ({ page }, before) => page === before.page).map((own) => ({
    page: own[0]!.page,
    rows: own.map(({ row }) => row),
  }))
}

/** Cuts a list where `goesOn` says that one does not belong to the one before. */
function inRuns<T>(all: T[], goesOn: (one: T, before: T) => boolean): T[][] {
  const runs: T[][] = []
  for (const one of all) {
    const run = runs.at(-1)
    if (run && goesOn(one, run.at(-1)!)) run.push(one)
    else runs.push([one])
  }
  return runs
}
