import { eq } from 'drizzle-orm'
import {
  createAddressSources,
  createDatasets,
  createReaders,
  type DatasetsDeps,
  type FileToImport,
  type LookUp,
} from '../../server/datasets/index.ts'
import type { Database } from '../../server/db/client.ts'
import {
  auditEvent,
  dataset,
  datasetImport,
  datasetRow,
  form,
  formVersion,
  organisation,
  submission,
} from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { createSecrets } from '../../server/secrets.ts'
import { settableClock } from '../people/settable-clock.ts'

/** A balance file: an account, whose it is, and what is owed. */
export const balanceColumns = [
  { name: 'account', heading: 'Account Reference', use: 'key' },
  { name: 'surname', heading: 'Surname', use: 'factor', compare: 'name' },
  { name: 'postcode', heading: 'Postcode', use: 'factor', compare: 'postcode' },
  { name: 'balance', heading: 'Current Balance', kind: 'pence', exposed: true },
  { name: 'dueOn', heading: 'Due', kind: 'date', exposed: true },
  { name: 'onStop', heading: 'Stop', kind: 'flag', exposed: true },
]

export const balanceHeadings = 'Account Reference,Surname,Postcode,Current Balance,Due,Stop'

export const balances = `${balanceHeadings}
5010-0001,Jones,AA3 1AB,"1,250.50",22/11/2026,no
5010-0002,O'Brien,AA3 1AC,0.00,,yes
5010-0003,Siân,AA3 1AD,-12.30,2027-01-05,
`

/** A datasets room on a database, with a clock that stands until it is moved and a log that is kept. */
export async function createSetting(
  database: Database,
  {
    osPlacesUrl,
    timeoutMs,
    ...change
  }: Partial<DatasetsDeps> & { osPlacesUrl?: string; timeoutMs?: number } = {},
) {
  const { db } = database
  const clock = settableClock()
  const logged: string[] = []
  const organisationId = newId()
  const slug = `o-${organisationId}`
  await db.insert(organisation).values({ id: organisationId, slug, name: 'Test', createdAt: clock.now() })
  const datasets = createDatasets({
    db,
    clock,
    log: createLog('trace', { write: (line) => void logged.push(line) }),
    secrets: createSecrets('a secret key for tests'),
    readers: createReaders(),
    addressSources: createAddressSources({ db, osPlacesUrl, timeoutMs }),
    ...change,
  })

  return {
    db,
    clock,
    logged,
    datasets,
    organisationId,
    addBalances: (change: object = {}) =>
      datasets.book.add({
        organisationId,
        name: 'council-tax',
        title: 'Council tax accounts',
        columns: balanceColumns,
        ...change,
      }),
    import: (text: string | Uint8Array | AsyncIterable<Uint8Array>, change: Partial<FileToImport> = {}) =>
      datasets.import({
        organisationId,
        dataset: 'council-tax',
        fileName: 'balances.csv',
        bytes:
          typeof text === 'string'
            ? inPieces(Buffer.from(text), 7)
            : Symbol.asyncIterator in text
              ? text
              : inPieces(text, 7),
        ...change,
      }),
    lookUp: (change: Partial<LookUp> = {}) =>
      datasets.lookUp({
        organisationId,
        dataset: 'council-tax',
        key: '5010 0001',
        factor: { surname: 'jones', postcode: 'aa31ab' },
        caller: { ip: '192.0.2.7', submissionId: 'a submission' },
        ...change,
      }),
    /** What is kept of rows, of whatever import. */
    rows: async () =>
      (
        await db
          .select({ row: datasetRow })
          .from(datasetRow)
          .innerJoin(datasetImport, eq(datasetImport.id, datasetRow.importId))
          .innerJoin(dataset, eq(dataset.id, datasetImport.datasetId))
          .where(eq(dataset.organisationId, organisationId))
      ).map(({ row }) => row),
    events: async () =>
      (
        await db
          .select()
          .from(auditEvent)
          .where(eq(auditEvent.organisationId, organisationId))
          .orderBy(auditEvent.id)
      ).map(({ event, actor, details }) => ({ event, actor, details })),
    addSubmission: () => addSubmission(database, organisationId, clock.now()),
  }
}

export type Setting = Awaited<ReturnType<typeof createSetting>>

/** A submission that is being answered; gives its id. */
export async function addSubmission({ db }: Database, organisationId: string, now: Date): Promise<string> {
  const [formId, formVersionId, id] = [newId(), newId(), newId()]
  await db
    .insert(form)
    .values({ id: formId, organisationId, slug: `f-${formId}`, title: 'Form', createdAt: now })
  await db.insert(formVersion).values({
    id: formVersionId,
    organisationId,
    formId,
    number: 1,
    document: '{}',
    mode: 'test',
    note: 'First',
    publishedAt: now,
    publishedBy: 'system',
  })
  await db.insert(submission).values({
    id,
    organisationId,
    formId,
    formVersionId,
    mode: 'test',
    state: 'answering',
    tokenHash: newId(),
    language: 'en',
    answers: {},
    startedAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  })
  return id
}

/** So small that cells, characters and line ends are cut in two. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
