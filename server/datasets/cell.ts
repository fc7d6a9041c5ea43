import { realDay } from '../../form-schemas/calendar.ts'
import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import { parsePounds } from '../money.ts'
import type { ColumnKind } from './column.ts'

/** What is kept of a cell: text, whole pence, YYYY-MM-DD, yes or no; null where the cell is empty. */
export type Cell = string | number | boolean | null

export type ReadCell = { ok: true; value: Cell } | { ok: false; message: string }

const longest = 500
const yes = new Set(['yes', 'y', 'true', 't', '1'])
const no = new Set(['no', 'n', 'false', 'f', '0'])

/** `message` goes after the column's heading: "is not an amount…". */
export function readCell(kind: ColumnKind, cell: string): ReadCell {
  const text = cleanLine(cell)
  if (text === '') return { ok: true, value: null }
  if (text.length > longest) return { ok: false, message: `is longer than ${longest} characters` }
  const value = readers[kind](text)
  return value === undefined ? { ok: false, message: expected[kind] } : { ok: true, value }
}

const readers: Record<ColumnKind, (text: string) => Cell | undefined> = {
  text: (text) => text,
  pence: (text) => parsePounds(text),
  date: readDay,
  flag: (text) => (yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? false : undefined),
}

const expected: Record<ColumnKind, string> = {
  text: 'is not text',
  pence: 'is not an amount of pounds, such as 125.50',
  date: 'is not a day, such as 22/11/2026 or 2026-11-22',
  flag: 'is not yes or no',
}

/** Day before month, as British files write it; years have four digits, because 01/02/03 is anybody's guess. */
function readDay(text: string): string | undefined {
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]00:00(?::00)?)?$/.exec(text)
  if (british) return realDay(Number(british[3]), Number(british[2]), Number(british[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$/.exec(text)
  return iso ? realDay(Number(iso[1]), Number(iso[2]), Number(iso[3])) : undefined
}
