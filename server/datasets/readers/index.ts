/*
 * What reads the rows of a file: one file each, one line here.
 * Knows bytes, encodings and cells. Refuses to know columns, keys and the database.
 */
import type { RowReader } from '../reader.ts'
import { csv } from './csv.ts'

export function createReaders(): Record<string, RowReader> {
  return { csv }
}
