import { openEmbeddedLane } from '../engines/embedded-lane.ts'
import type { Lane } from '../engines/lane.ts'
import { openPostgresLane } from '../engines/postgres-lane.ts'
import { Violation } from '../kernel/violation.ts'
import { World } from '../world.ts'
import { drawSettings } from '../world-settings.ts'
import type { Case } from './case.ts'

/** Runs one case again and tells its story: what was drawn, what struck, and everything that was written down about the journey at fault. */
export async function replay({ seed, journeys, only }: Case, postgresUrl: string): Promise<boolean> {
  const settings = drawSettings(seed)
  const lane = settings.overlap ? await openPostgresLane(postgresUrl, 'replay', 5) : await openEmbeddedLane()
  const world = new World(lane, { seed, journeys, only: only && new Set(only) })
  console.log(settings)
  try {
    await world.run()
    console.log(`Nothing was wrong. ${world.scheduler.fingerprint}`)
    return true
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    console.log(`\n${error.rule}: ${error.message}\n`)
    await tellStory(world, lane, error.journey ?? journeys[0]!)
    return false
  } finally {
    await lane.close()
  }
}

async function tellStory(world: World, lane: Lane, index: number): Promise<void> {
  const journey = world.journeys.find((each) => each.index === index)
  console.log(`The plan of journey ${index}:`)
  console.dir(journey?.plan, { depth: 5 })
  console.log('What struck:', world.chaos.struck)
  if (!journey?.begun) return
  const events = await lane.query(
    `select at, actor, event, payment_id, details from audit_event where submission_id = $1 order by id`,
    [journey.begun.submissionId],
  )
  for (const { at, actor, event, payment_id, details } of events) {
    console.log(at, actor, event, payment_id ?? '', JSON.stringify(details))
  }
  console.dir(journey.seen, { depth: 5 })
  console.log('At the gateways:')
  for (const { random: _random, links: _links, ...payment } of world.suppliers.paymentsFor(
    journey.seen?.reference,
  ))
    console.dir(payment, { depth: 4 })
}
