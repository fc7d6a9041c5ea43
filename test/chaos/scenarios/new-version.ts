import { chargedTwice, lostDeliveries, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { publish } from '../rig/publish.ts'
import { walk, walkPoints, walkTo, walkToEnd } from '../rig/walk.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** Catalogue 14 (and 13): another price and another question, live for everybody who begins from then on. */
export const newVersion: Scenario = {
  name: 'new-version',
  promise: `a new version published at ${walkPoints.length} points of a journey: everybody ends on the version they began, at its price`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const count = rig.some(200, 1) * walkPoints.length
    const pointOf = (n: number) => walkPoints[n % walkPoints.length]!
    const journeys = await times(count, 16, async (n) => {
      const journey = walk(stage, n)
      await walkTo(journey, pointOf(n))
      return journey
    })
    const [began] = await stage.query<{ id: string }>('select live_version_id as id from form')
    await publish(stage, (document) => {
      document.pricing!.fees!.hour = [{ from: '2026-04-01', pence: 990 }]
      document.pricing!.tests = [{ name: 'one hour', answers: { hours: 1 }, on: '2026-11-22', total: 990 }]
      document.deliveries![0]!.tests = []
      document.definition.components[0]!.components.push({
        type: 'textfield',
        key: 'reason',
        label: 'Why do you need it?',
        validate: { required: true },
      })
    })
    const walked = await times(count, 16, (n) => walkToEnd(journeys[n]!))
    await settled(stage)
    await publish(stage, () => {})
    const books = await stage.books(since)
    return [
      exactly(
        'journeys completed',
        count,
        books.journeys.filter(({ state }) => state === 'completed').length,
      ),
      none(
        'journeys that ended elsewhere',
        walked.filter(({ wrong }) => wrong !== '').map(({ reference, wrong }) => `${reference}: ${wrong}`),
      ),
      none(
        'journeys on another version than they began',
        books.journeys.filter(({ versionId }) => versionId !== began!.id).map(({ reference }) => reference),
      ),
      none(
        'journeys charged other than they were shown',
        walked
          .filter(({ shownPence, chargedPence }) => chargedPence.some((pence) => pence !== shownPence))
          .map(({ reference }) => reference),
      ),
      none('unfinished, paid twice or not delivered', [
        ...unfinished(books),
        ...chargedTwice(books),
        ...lostDeliveries(stage.backOffice, books),
      ]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}
