import { z } from 'zod'
import { BadInput } from '../errors.ts'
import { type Comparison, comparisons } from './comparison.ts'

/** `pence`: the file says pounds, we keep whole pence. `date`: kept as YYYY-MM-DD. `flag`: yes or no. */
export type ColumnKind = 'text' | 'pence' | 'date' | 'flag'

/**
 * `key`: what a row is looked up by, one column. `factor`: what must be known besides (all of these columns, when there are
 * any). `search`: finds many rows at once, for address lists. `value`: none of them.
 */
export type ColumnUse = 'key' | 'factor' | 'search' | 'value'

export interface Column {
  /** As forms and expressions name it: "balance". */
  name: string
  /** The heading in the file. Case and spaces around it do not count. */
  heading: string
  kind: ColumnKind
  use: ColumnUse
  /** For keys, factors and searched columns: when what was typed counts as the same. */
  compare: Comparison
  /** May be shown to whoever has found the row. A column that is neither compared nor exposed is not kept at all. */
  exposed: boolean
}

/** Of a file, and so of a dataset. */
export const columnsAtMost = 60

const Given = z
  .strictObject({
    name: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a short name such as balance or periodDebit'),
    heading: z.string().trim().min(1).max(100).optional(),
    kind: z.enum(['text', 'pence', 'date', 'flag']).default('text'),
    use: z.enum(['key', 'factor', 'search', 'value']).default('value'),
    compare: z.enum(comparisons as [Comparison, ...Comparison[]]).optional(),
    exposed: z.boolean().default(false),
  })
  .transform(({ heading, compare, ...column }): Column => {
    const usual = column.use === 'key' || column.use === 'search' ? 'reference' : 'exact'
    return { ...column, heading: heading ?? column.name, compare: compare ?? usual }
  })

const Columns = z.array(Given).min(1).max(columnsAtMost)

interface Problem {
  pointer: string
  message: string
}

/** @throws BadInput naming each column that is wrong */
export function readColumns(given: unknown): Column[] {
  const parsed = Columns.safeParse(given)
  const problems: Problem[] = parsed.success
    ? problemsTogether(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({
        pointer: path.map((part) => `/${String(part)}`).join(''),
        message,
      }))
  if (parsed.success && problems.length === 0) return parsed.data
  throw new BadInput('These columns cannot be used', problems)
}

/** What is wrong with columns that are each right by themselves. */
function problemsTogether(columns: Column[]): Problem[] {
  const problems: Problem[] = []
  if (columns.filter(({ use }) => use === 'key').length !== 1) {
    problems.push({ pointer: '', message: 'exactly one column must be the key' })
  }
  if (columns.filter(({ use }) => use === 'search').length > 1) {
    problems.push({ pointer: '', message: 'at most one column can be searched' })
  }
  columns.forEach(({ name, heading, kind, use }, index) => {
    if (columns.findIndex((other) => other.name === name) !== index) {
      problems.push({ pointer: `/${index}/name`, message: `the name ${name} is used twice` })
    }
    if (columns.findIndex((other) => headingForm(other.heading) === headingForm(heading)) !== index) {
      problems.push({ pointer: `/${index}/heading`, message: `the heading ${heading} is used twice` })
    }
    const comparable = kind === 'text' || (kind === 'date' && use === 'factor')
    if (use !== 'value' && !comparable) {
      problems.push({ pointer: `/${index}/kind`, message: `a ${use} must be text` })
    }
  })
  return problems
}

export function headingForm(heading: string): string {
  return heading.trim().replace(/\s+/g, ' ').toLowerCase()
}

export function keyColumn(columns: Column[]): Column {
  return columns.find(({ use }) => use === 'key')!
}

export function factorColumns(columns: Column[]): Column[] {
  return columns.filter(({ use }) => use === 'factor')
}

/**
 * What may be shown of rows that were read with the columns `loaded`, when the columns are now `wanted`. An officer who takes a
 * column back is obeyed at once; what is newly exposed, or a new second factor, waits for the next file.
 */
export function shownColumns(loaded: Column[], wanted: Column[]): string[] {
  const exposedNow = new Set(wanted.filter(({ exposed }) => exposed).map(({ name }) => name))
  return loaded.filter(({ name, exposed }) => exposed && exposedNow.has(name)).map(({ name }) => name)
}

/** False when a second factor is wanted that the rows were loaded without: then none of them may be found. */
export function guardedEnough(loaded: Column[], wanted: Column[]): boolean {
  const held = new Set(factorColumns(loaded).map(({ name }) => name))
  return factorColumns(wanted).every(({ name }) => held.has(name))
}
