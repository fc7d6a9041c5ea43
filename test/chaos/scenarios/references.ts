import postgres from 'postgres'
import { newReference } from '../../../server/submissions/reference-number.ts'
import { createPatientResident } from '../../support/patient-resident.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { atLeast, exactly, none, type Scenario, times } from '../scenario.ts'

/** Catalogue 24: a server whose random numbers draw every reference four times, and a million references under the true index. */
export const references: Scenario = {
  name: 'references',
  promise: 'references that collide are drawn again, and no resident sees it',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never', env: { REFERENCES_DRAWN_TWICE: '1' } })
    const since = stage.now()
    const count = rig.some(1_000, 6)
    const wrong: string[] = []
    // One after the other: the spoilt draws come in a row.
    await times(count, 1, async (n) => {
      const resident = createPatientResident(stage.server.baseUrl)
      await resident.fillIn(buyer(n))
      const page = await resident.send()
      if (page.status !== 303 || resident.setbacks().length > 0)
        wrong.push(`${page.status} ${resident.setbacks()}`)
    })
    const books = await stage.books(since)
    const { json } = await stage.door('/rig/drawn', {})
    const drawn = rig.some(1_000_000, 20_000)
    const { kept, collisions } = await drawMany(stage, drawn)
    return [
      exactly('submissions', count, books.journeys.length),
      none('errors that a resident saw', wrong),
      atLeast('references drawn for them', 3 * (count - 1), Number(json.references)),
      exactly('references kept by the index', drawn, kept),
      exactly(`duplicates among them (${collisions} drawn again)`, 0, books.doubleReferences.length),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

/** Draws references as a submission does, each again until the submission table's own unique index takes it. */
async function drawMany(stage: Stage, wanted: number): Promise<{ kept: number; collisions: number }> {
  const sql = postgres(stage.databaseUrl, { max: 1, onnotice: () => {} })
  let collisions = 0
  try {
    await sql`create table drawn (like submission including indexes)`
    await sql`alter table drawn alter column token_hash drop not null`
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = 'drawn'
        and column_name not in ('id', 'reference', 'token_hash')`
    const others = columns.map(({ name }) => `"${name}"`).join(', ')
    for (let kept = 0; kept < wanted; ) {
      const batch = Array.from({ length: Math.min(10_000, wanted - kept) }, () => newReference())
      const { count } = await sql.unsafe(
        `insert into drawn (id, reference, ${others}) select gen_random_uuid()::text, drawn, ${others}
         from unnest($1::text[]) as drawn, (select * from submission where reference is not null limit 1) as one
         on conflict (organisation_id, reference) do nothing`,
        [batch],
      )
      collisions += batch.length - count
      kept += count
    }
    const [row] = await sql<{ kept: number }[]>`select count(distinct reference)::int as kept from drawn`
    return { kept: row!.kept, collisions }
  } finally {
    await sql.end()
  }
}
