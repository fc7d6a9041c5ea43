import { z } from 'zod'
import type { Tx } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId, newSecret } from '../ids.ts'
import { recordEvent } from '../people/index.ts'
import { type Column, factorColumns, readColumns } from './column.ts'
import {
  changeDataset,
  type DatasetRow,
  datasetByName,
  datasetsOf,
  deleteDataset,
  type ImportRow,
  importsOf,
  insertDataset,
} from './dataset-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import type { Layout } from './reader.ts'

/** A dataset as officers see it. */
export interface ConfiguredDataset {
  name: string
  title: string
  layout: Layout
  columns: Column[]
  /** Looking up takes more than the key. */
  needsFactor: boolean
  /** The file that its rows are of; undefined until one has come in. */
  current: Import | undefined
  /** When somebody last seemed to be guessing keys. */
  guessingSuspectedAt: Date | undefined
}

/** One file that was, is or could not be the rows of a dataset. */
export interface Import {
  id: number
  state: 'loading' | 'current' | 'past' | 'failed'
  fileName: string
  sha256: string | undefined
  rows: number
  /** Against the rows before; undefined when it never became the dataset's. */
  changes: { added: number; changed: number; removed: number; leftOut: number } | undefined
  actor: string
  startedAt: Date
  /** When its rows became the dataset's: how old what they say is. */
  importedAt: Date | undefined
}

export interface NewDataset {
  organisationId: string
  name: string
  title: string
  /** Columns as `readColumns` takes them. */
  columns: unknown
  /** As its reader takes it; plain CSV when left out. */
  layout?: unknown
  /** `officer:<id>`, or `system` (default). */
  actor?: string | undefined
}

export interface DatasetBook {
  /** @throws BadInput (name, columns or layout that cannot be used) @throws Conflict (the name is taken) */
  add(dataset: NewDataset): Promise<ConfiguredDataset>
  /** Other columns or another layout from the next file on; taking back an exposed column works at once. @throws NotFound @throws BadInput */
  change(dataset: NewDataset): Promise<ConfiguredDataset>
  /** With all its rows. @throws NotFound */
  remove(organisationId: string, name: string, actor: string): Promise<void>
  list(organisationId: string): Promise<ConfiguredDataset[]>
  byName(organisationId: string, name: string): Promise<ConfiguredDataset | undefined>
  /** The newest first, 50 at most. @throws NotFound */
  imports(organisationId: string, name: string): Promise<Import[]>
}

const Name = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export function createDatasetBook({ db, clock, readers }: DatasetsDeps): DatasetBook {
  function read({ name, title, columns, layout = { reader: 'csv' } }: NewDataset) {
    if (!Name.safeParse(name).success) {
      throw new BadInput('The name may only have a to z, 0 to 9 and hyphens, such as council-tax')
    }
    const readTitle = title.trim()
    if (readTitle === '' || readTitle.length > 200) {
      throw new BadInput('Enter what the dataset is called, in 200 characters or fewer')
    }
    const named = (layout ?? {}) as Layout
    const reader = Object.hasOwn(readers, named.reader) ? readers[named.reader] : undefined
    if (!reader) {
      throw new BadInput(
        `Nothing reads ‘${named.reader}’ files. Choose one of: ${Object.keys(readers).join(', ')}`,
      )
    }
    return { name, title: readTitle, columns: readColumns(columns), layout: reader.parseLayout(named) }
  }

  const record = (tx: Tx, event: string, organisationId: string, name: string, actor = 'system') =>
    recordEvent(tx, { organisationId, at: clock.now(), actor, event, details: { dataset: name } })

  const list = async (organisationId: string) =>
    (await datasetsOf(db, organisationId)).map(({ dataset, current, alertedAt }) =>
      shown(dataset, current, alertedAt),
    )
  const byName = async (organisationId: string, name: string) =>
    (await list(organisationId)).find((dataset) => dataset.name === name)

  return {
    async add(given) {
      const { organisationId } = given
      const row = { id: newId(), organisationId, ...read(given), salt: newSecret(), createdAt: clock.now() }
      await db.transaction(async (tx) => {
        if (!(await insertDataset(tx, row))) throw new Conflict(`There already is a dataset ‘${row.name}’`)
        await record(tx, 'dataset.added', organisationId, row.name, given.actor)
      })
      return shown(row, null, null)
    },

    async change(given) {
      const { organisationId } = given
      const wanted = read(given)
      await db.transaction(async (tx) => {
        if (!(await changeDataset(tx, { organisationId, ...wanted }))) throw noSuchDataset(wanted.name)
        await record(tx, 'dataset.changed', organisationId, wanted.name, given.actor)
      })
      return (await byName(organisationId, wanted.name))!
    },

    async remove(organisationId, name, actor) {
      await db.transaction(async (tx) => {
        if (!(await deleteDataset(tx, organisationId, name))) throw noSuchDataset(name)
        await record(tx, 'dataset.removed', organisationId, name, actor)
      })
    },

    list,
    byName,

    async imports(organisationId, name) {
      const row = await datasetByName(db, organisationId, name)
      if (!row) throw noSuchDataset(name)
      return (await importsOf(db, row.id, 50)).map(shownImport)
    },
  }
}

export function noSuchDataset(name: string): NotFound {
  return new NotFound(`There is no dataset ‘${name}’`)
}

function shown(
  { name, title, layout, columns }: DatasetRow,
  current: ImportRow | null,
  alertedAt: Date | null,
): ConfiguredDataset {
  return {
    name,
    title,
    layout,
    columns,
    needsFactor: factorColumns(columns).length > 0,
    current: current ? shownImport(current) : undefined,
    guessingSuspectedAt: alertedAt ?? undefined,
  }
}

function shownImport(row: ImportRow): Import {
  const { id, state, fileName, rowCount, actor, startedAt } = row
  return {
    id,
    state,
    fileName,
    sha256: row.sha256 ?? undefined,
    rows: rowCount,
    changes:
      row.importedAt === null
        ? undefined
        : { added: row.added!, changed: row.changed!, removed: row.removed!, leftOut: row.leftOut! },
    actor,
    startedAt,
    importedAt: row.importedAt ?? undefined,
  }
}
