/** Rows on one page of a list. */
export const pageSize = 50

/** From 1; whatever is no page number is the first page. */
export function pageNumber(asked: string | undefined): number {
  return Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), 10_000)
}

/** What a store is asked for to show a page: one row more tells whether there is another page. */
export function pageWindow(page: number): { limit: number; offset: number } {
  return { limit: pageSize + 1, offset: (page - 1) * pageSize }
}

/**
 * The rows of a page, how they are counted to the reader ("1 payment", "Payments 51 to 100"), and the addresses of its neighbours,
 * which keep the filter.
 */
export function pageOfRows<Row>(
  found: readonly Row[],
  at: { path: string; filter: Record<string, string>; page: number; one: string; many: string },
) {
  const rows = found.slice(0, pageSize)
  const more = found.length > pageSize
  const address = (page: number) => {
    const kept = Object.entries({ ...at.filter, page: String(page) }).filter(([, value]) => value !== '')
    return `${at.path}?${new URLSearchParams(kept)}`
  }
  const first = (at.page - 1) * pageSize + 1
  const alone = at.page === 1 && !more
  return {
    rows,
    count: alone
      ? `${rows.length} ${rows.length === 1 ? at.one : at.many}`
      : `${at.many.charAt(0).toUpperCase()}${at.many.slice(1)} ${first} to ${first + rows.length - 1}, the newest first`,
    previous: at.page > 1 ? address(at.page - 1) : undefined,
    next: more ? address(at.page + 1) : undefined,
  }
}
