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
  const byPage = rowsByPage(form, pages)
  return sections.flatMap(({ key, title }): AnswerGroup<R>[] => {
    const own = byPage.filter(({ page }) => page.section === key)
    if (own.length === 0) return []
    const isPlain = own.every(({ page, rows }) => rows.length === 1 && page.kind !== 'list')
    const parts = isPlain
      ? [{ title: undefined, rows: own.flatMap(({ rows }) => rows) }]
      : own.map(({ page, rows }) => ({ title: say(page.title, language), rows }))
    return [{ title: say(title, language), parts }]
  })
}

/** Rows say where they are changed, which begins with their page. */
function rowsByPage<R extends Row>(
  form: CompiledForm,
  pages: { rows: R[] }[],
): { page: CompiledPage; rows: R[] }[] {
  const byPage = new Map<CompiledPage, R[]>()
  for (const row of pages.flatMap(({ rows }) => rows)) {
    const page = form.bySlug.get(row.change.split('/')[0]!)!
    const rows = byPage.get(page)
    if (rows) rows.push(row)
    else byPage.set(page, [row])
  }
  return [...byPage].map(([page, rows]) => ({ page, rows }))
}
