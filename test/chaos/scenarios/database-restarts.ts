import { buyPermit, type Purchase, pause } from '../../support/patient-resident.ts'
import type { RunningServer } from '../../support/server.ts'
import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { type PostgresServer, startPostgres } from '../rig/postgres-server.ts'
import { buyer } from '../rig/residents.ts'
import { openStage, type Stage } from '../rig/stage.ts'
import { tourPlace } from '../rig/tour-place.ts'
import { atLeast, below, exactly, type Figure, none, quantile, type Rig, type Scenario } from '../scenario.ts'
import { settled } from '../settled.ts'

const journeysASecond = 20
const secondsBetweenRestarts = 30

/** Catalogue 20. Every other restart is a crash; residents keep coming, whatever happens. */
export const databaseRestarts: Scenario = {
  name: 'database-restarts',
  promise: `PostgreSQL goes down every ${secondsBetweenRestarts} s under ${journeysASecond} journeys a second, and nobody is left with a broken page`,
  async run(rig) {
    const database = await startPostgres()
    try {
      const stage = await openStage({ postgresUrl: database.url, checks: 'often' })
      try {
        return await underFire(rig, database, stage)
      } finally {
        await stage.close()
      }
    } finally {
      await database.remove()
    }
  },
}

async function underFire(rig: Rig, database: PostgresServer, stage: Stage): Promise<Figure[]> {
  const place = tourPlace(stage, 0)
  const supervisor = startAgainWhenGone(stage.server)
  const seconds = rig.some(1_800, 7)
  const between = Math.min(secondsBetweenRestarts, seconds / 2)
  const endsAt = Date.now() + seconds * 1000
  const left: string[] = []
  const took: number[] = []
  let setbacks = 0
  const buying: Promise<void>[] = []
  const seals = new Map<number, string>()
  const restarting = restartUntil(database, endsAt, between)
  for (let n = 0; Date.now() < endsAt; n++) {
    buying.push(
      buyOne(stage, n, { seals, payBehind: place.payBehind }).then(
        (bought) => {
          setbacks += bought.setbacks
          took.push(bought.seconds)
        },
        (error: Error) => void left.push(error.message.slice(0, 300)),
      ),
    )
    // On time, however busy the machine is.
    const due = endsAt - seconds * 1000 + ((n + 1) * 1000) / journeysASecond
    await pause(Math.max(0, due - Date.now()))
  }
  const restarts = await restarting
  await Promise.all(buying)
  rig.note(`${buying.length} residents, ${restarts} restarts, ${setbacks} pages tried again`)
  const notTaken = await place.carried()
  await settled(stage)
  const deaths = supervisor.leave()
  const books = await stage.books()
  return [
    none('times the server itself went down with it', deaths),
    atLeast('restarts, half of them crashes', Math.floor(seconds / between) - 1, restarts),
    exactly('journeys completed', buying.length, books.journeys.length),
    none('residents left with a broken page that no retry mended', left),
    none('webhooks not taken in three minutes', notTaken),
    below('slowest purchase, a resident who met a restart included', 60, Math.max(...took), 's'),
    below('purchase, p50', 10, quantile(took, 0.5), 's'),
    none('unfinished or not delivered', [...unfinished(books), ...lostDeliveries(stage.backOffice, books)]),
    none('paid twice or for nothing', [...chargedTwice(books), ...paidForNothing(books)]),
    none('broken invariants', brokenInvariants(books)),
  ]
}

/** As a process manager would; every time is a fault all the same. */
function startAgainWhenGone(server: RunningServer): { leave(): string[] } {
  const deaths: string[] = []
  let onDuty = true
  const watch = async () => {
    for (;;) {
      await server.ended
      if (!onDuty) return
      deaths.push(/^\w*Error: .*/m.exec(server.output())?.[0] ?? server.output().slice(-300))
      // The database may still be down: then it ends again, and is started again.
      await server.restart().catch(() => {})
    }
  }
  void watch()
  return {
    leave() {
      onDuty = false
      return deaths
    },
  }
}

async function buyOne(stage: Stage, n: number, how: Pick<Purchase, 'seals' | 'payBehind'>) {
  const began = Date.now()
  const resident = await buyPermit(stage.server.baseUrl, {
    ...buyer(n),
    closesWindow: n % 4 === 3,
    ...how,
  })
  return { setbacks: resident.setbacks().length, seconds: (Date.now() - began) / 1000 }
}

async function restartUntil(
  database: PostgresServer,
  endsAt: number,
  secondsBetween: number,
): Promise<number> {
  let restarts = 0
  for (;;) {
    await pause(secondsBetween * 1000)
    if (Date.now() >= endsAt) return restarts
    if (restarts % 2 === 0) await database.stop()
    else await database.crash()
    restarts++
    await database.start()
  }
}
