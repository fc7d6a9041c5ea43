import postgres from 'postgres'
import { buyPermit } from '../../support/patient-resident.ts'
import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { tourPlace } from '../rig/tour-place.ts'
import { below, exactly, none, type Scenario, until } from '../scenario.ts'
import { settled } from '../settled.ts'

/** The last of the moments: a migration that only adds an index is taken back, so that the next start has something to do. */
const migration = { name: '0010_unsent_answers.sql', undo: 'drop index submission_unsent' }

export const deploy: Scenario = {
  name: 'deploy',
  promise:
    'a new version that is killed in the middle of its migration, with journeys under way, loses nothing',
  async run(rig) {
    const stage = await rig.stage({ checks: 'often' })
    const place = tourPlace(stage, 0)
    const since = stage.now()
    const journeys = rig.some(1_000, 8)
    const rounds = rig.some(3, 1)
    let begun = 0
    let deployed = 0
    const resident = async () => {
      while (begun < journeys || deployed < rounds) {
        const n = begun++
        await buyPermit(stage.server.baseUrl, {
          ...buyer(n),
          closesWindow: n % 4 === 3,
          payBehind: place.payBehind,
        })
      }
    }
    const residents = Promise.all(Array.from({ length: 8 }, resident))
    const downFor: number[] = []
    const deploying = (async () => {
      for (; deployed < rounds; deployed++) {
        await until(
          'some have bought',
          async () => begun,
          (count) => count >= ((deployed + 1) * journeys) / (rounds + 1),
        )
        downFor.push(await deployAnew(stage))
      }
    })()
    await Promise.all([residents, deploying])
    const notTaken = await place.carried()
    await settled(stage)
    const books = await stage.books(since)
    const [ran] = await stage.query<{ count: number }>(
      `select count(*)::int from migration where name = '${migration.name}'`,
    )
    return [
      exactly('deployments', rounds, downFor.length),
      exactly('times the migration is noted', 1, ran!.count),
      exactly(
        'journeys completed',
        begun,
        books.journeys.filter(({ state }) => state === 'completed').length,
      ),
      none('unfinished or not delivered', [...unfinished(books), ...lostDeliveries(stage.backOffice, books)]),
      none('webhooks not taken in three minutes', notTaken),
      none('paid twice or for nothing', [...chargedTwice(books), ...paidForNothing(books)]),
      below(
        'longest from the end of the old version to the new one, killed once in between',
        60,
        Math.max(...downFor),
        's',
      ),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

/** Gives for how many seconds nobody answered. */
async function deployAnew({ server, databaseUrl, query }: Stage): Promise<number> {
  // Sent as one, so it is one transaction.
  await query(`${migration.undo}; delete from migration where name = '${migration.name}'`)
  const began = Date.now()
  await server.kill()
  const holder = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await holder.begin(async (tx) => {
      await tx`lock table submission in access exclusive mode`
      // Killed while it starts: that is what is wanted here, and what the second start is for.
      const starting = server.restart().catch(() => {})
      await until(
        'the new version is in the middle of its migration',
        () =>
          query<{ pid: number }>(
            `select pid from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%create index submission_unsent%' and pid <> pg_backend_pid()`,
          ),
        (waiting) => waiting.length > 0,
        60,
      )
      await server.kill()
      await starting
    })
  } finally {
    await holder.end()
  }
  await server.restart()
  return (Date.now() - began) / 1000
}
