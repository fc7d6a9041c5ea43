import { addDays, londonDay } from '../clock.ts'
import { Unavailable } from '../errors.ts'
import { newSecret } from '../ids.ts'
import { recordEvent } from '../people/index.ts'
import { type Caller, callerDigests } from './caller.ts'
import type { Cell } from './cell.ts'
import { guardedEnough, keyColumn, shownColumns } from './column.ts'
import { formOf } from './comparison.ts'
import { noSuchDataset } from './dataset-book.ts'
import { type DatasetRow, datasetWithRows } from './dataset-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import { type GivenFactor, givenDigest, sameDigest } from './factor.ts'
import {
  chargeCallers,
  countMiss,
  digestOfKey,
  forgetCallers,
  noteAlert,
  refundCallers,
  saltOf,
  shownOfKey,
} from './look-up-store.ts'
import { keyAtMost } from './read-row.ts'

/** Wrong tries that a caller has of one dataset, and the minutes they are counted over. */
export const wrongAtMost = 10
export const wrongMinutes = 10

/** More misses of one dataset than this in so many minutes, by whomever, and somebody is taken to be guessing. */
export const missesSuspected = 50
export const missMinutes = 5

export interface LookUp {
  organisationId: string
  /** The name of the dataset. */
  dataset: string
  /** As typed. */
  key: string
  /** As typed, by column; all that the dataset has. */
  factor?: GivenFactor | undefined
  caller: Caller
}

export type LookUpOutcome =
  /** `row`: the exposed columns. `asAt`: when the file came in (UTC). */
  | { kind: 'found'; row: Record<string, Cell>; asAt: Date }
  /** No such key, or not its second factor: nobody is told which. */
  | { kind: 'not-found' }
  /** This caller was wrong too often. */
  | { kind: 'too-many' }

export type LookUpDeps = Pick<DatasetsDeps, 'db' | 'clock' | 'log'>

/**
 * Looks a row up by its key and second factors. A wrong key and a wrong factor get the same answer from the same statements, so that
 * no answer, and no time an answer takes, says which keys there are.
 * @throws NotFound when the organisation has no such dataset @throws Unavailable while no file has been imported, or none since the
 * columns ask for another second factor
 */
export function createLookUp(deps: LookUpDeps): (wanted: LookUp) => Promise<LookUpOutcome> {
  const { db, clock } = deps
  const saltFor = createDaysSalt(db)

  return async (wanted) => {
    const now = clock.now()
    const found = await datasetWithRows(db, wanted.organisationId, wanted.dataset)
    if (!found) throw noSuchDataset(wanted.dataset)
    const { dataset, current } = found
    if (!current) throw new Unavailable(`Nothing has been imported into ‘${dataset.name}’ yet`)
    if (!guardedEnough(current.columns, dataset.columns)) {
      throw new Unavailable(`The rows of ‘${dataset.name}’ do not have its new second factor: import a file`)
    }

    const callers = callerDigests(await saltFor(wanted.organisationId, londonDay(now)), wanted.caller)
    const tries = await chargeCallers(db, dataset, callers, now, minutesBefore(now, wrongMinutes))
    if (tries > wrongAtMost) return { kind: 'too-many' }

    const { columns } = current
    const keyForm = formOf(keyColumn(columns).compare, wanted.key.slice(0, 2 * keyAtMost))
    const given = givenDigest(dataset.salt, columns, wanted.factor)
    const held = await digestOfKey(db, current.id, keyForm)
    if (!sameDigest(given, held)) {
      await noteMiss(deps, dataset, now)
      return { kind: 'not-found' }
    }
    const shown = await shownOfKey(db, current.id, keyForm)
    // Another file came in this very moment, and its rows are read no more.
    if (!shown) return { kind: 'not-found' }
    await refundCallers(db, dataset.id, callers)
    const row = Object.fromEntries(
      shownColumns(columns, dataset.columns).map((name) => [name, shown[name] ?? null]),
    )
    return { kind: 'found', row, asAt: current.importedAt! }
  }
}

/** The salt under which an organisation's callers are counted today, asked for once a day. */
function createDaysSalt(db: LookUpDeps['db']): (organisationId: string, day: string) => Promise<string> {
  const known = new Map<string, { day: string; salt: string }>()
  return async (organisationId, day) => {
    const before = known.get(organisationId)
    if (before?.day === day) return before.salt
    const salt = await saltOf(db, organisationId, day, newSecret())
    known.set(organisationId, { day, salt })
    return salt
  }
}

/** Counts a miss, and says so once a window when there are more than honest mistakes explain. */
async function noteMiss({ db, log }: LookUpDeps, dataset: DatasetRow, now: Date): Promise<void> {
  const { id, organisationId, name } = dataset
  const suspected = await db.transaction(async (tx) => {
    const misses = await countMiss(tx, dataset, now, minutesBefore(now, missMinutes))
    if (misses !== missesSuspected + 1) return false
    await noteAlert(tx, id, now)
    await recordEvent(tx, {
      organisationId,
      at: now,
      actor: 'system',
      event: 'dataset.guessing-suspected',
      details: { dataset: name, misses, minutes: missMinutes },
    })
    return true
  })
  if (suspected)
    log.warn({ organisationId, dataset: name, minutes: missMinutes }, 'dataset.guessing-suspected')
}

/** Deletes what was counted about callers as soon as it counts no more. */
export async function forgetTries({ db, clock }: LookUpDeps): Promise<void> {
  const now = clock.now()
  await forgetCallers(db, minutesBefore(now, wrongMinutes), addDays(londonDay(now), -1))
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}
