import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { Cell } from '../../datasets/cell.ts'
import type { Column } from '../../datasets/column.ts'
import type { Layout } from '../../datasets/reader.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A council's own list: an account balance file, an address list, penalty charges. */
export const dataset = pgTable('dataset', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** As forms name it: "council-tax". */
  name: text('name').notNull(),
  /** As officers know it. */
  title: text('title').notNull(),
  layout: jsonb('layout').$type<Layout>().notNull(),
  columns: jsonb('columns').$type<Column[]>().notNull(),
  salt: text('salt').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** One file that was, is or could not be the rows of a dataset. */
export const datasetImport = pgTable('dataset_import', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  organisationId: text('organisation_id').notNull(),
  datasetId: text('dataset_id').notNull(),
  state: text('state').$type<'loading' | 'current' | 'past' | 'failed'>().notNull(),
  layout: jsonb('layout').$type<Layout>().notNull(),
  columns: jsonb('columns').$type<Column[]>().notNull(),
  fileName: text('file_name').notNull(),
  sha256: text('sha256'),
  rowCount: integer('row_count').notNull(),
  /** Against the rows before: by key. */
  added: integer('added'),
  changed: integer('changed'),
  removed: integer('removed'),
  /** Bad rows that an officer chose to do without. */
  leftOut: integer('left_out'),
  actor: text('actor').notNull(),
  startedAt: instant('started_at').notNull(),
  touchedAt: instant('touched_at').notNull(),
  /** When its rows became the dataset's. */
  importedAt: instant('imported_at'),
  endedAt: instant('ended_at'),
  rowsCleared: boolean('rows_cleared').notNull(),
})

export const datasetRow = pgTable(
  'dataset_row',
  {
    organisationId: text('organisation_id').notNull(),
    importId: bigint('import_id', { mode: 'number' }).notNull(),
    keyForm: text('key_form').notNull(),
    line: integer('line').notNull(),
    searchForm: text('search_form'),
    factorDigest: text('factor_digest').notNull(),
    shown: jsonb('shown').$type<Record<string, Cell>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.keyForm] })],
)

export const lookUpSalt = pgTable(
  'look_up_salt',
  {
    organisationId: text('organisation_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    salt: text('salt').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.day] })],
)

export const lookUpCaller = pgTable(
  'look_up_caller',
  {
    organisationId: text('organisation_id').notNull(),
    datasetId: text('dataset_id').notNull(),
    callerDigest: text('caller_digest').notNull(),
    windowFrom: instant('window_from').notNull(),
    wrong: integer('wrong').notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.callerDigest] })],
)

export const lookUpWatch = pgTable('look_up_watch', {
  organisationId: text('organisation_id').notNull(),
  datasetId: text('dataset_id').primaryKey(),
  windowFrom: instant('window_from').notNull(),
  misses: integer('misses').notNull(),
  /** How often guessing was suspected, ever. */
  alerts: integer('alerts').notNull(),
  alertedAt: instant('alerted_at'),
})

export const usage = pgTable('usage', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  limitName: text('limit_name').notNull(),
  subjectDigest: text('subject_digest').notNull(),
  submissionId: text('submission_id').notNull(),
  usedOn: date('used_on', { mode: 'string' }).notNull(),
})

export const addressSource = pgTable('address_source', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull().unique(),
  /** Registry name: "dataset", "os-places". */
  source: text('source').notNull(),
  sealedSettings: text('sealed_settings').notNull(),
  /** Since when these settings are in use. */
  changedAt: instant('changed_at').notNull(),
})
