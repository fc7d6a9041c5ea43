import { londonDay } from '../../../server/clock.ts'
import { chargedTwice, paidForNothing } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { pencePerHour } from '../rig/permit.ts'
import { publish } from '../rig/publish.ts'
import type { Stage } from '../rig/stage.ts'
import { walk, walkPoints, walkTo, walkToEnd } from '../rig/walk.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const hour = 3_600_000
const tomorrowsPence = 170

/** Catalogue 13: a fee that is dated changes at midnight, with residents at every point of their journeys. */
export const priceChanged: Scenario = {
  name: 'price-changed',
  promise: `a fee that changes at midnight, at ${walkPoints.length} points of a journey: what was shown is what is charged`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'often' })
    await stage.jump(hoursUntil(stage, 23) * hour)
    const tomorrow = londonDay(new Date(stage.now() + 2 * hour))
    await publish(stage, (document) => {
      document.pricing!.fees!.hour!.push({ from: tomorrow, pence: tomorrowsPence })
    })
    const since = stage.now()
    const each = rig.some(200, 1)
    const count = each * walkPoints.length
    const pointOf = (n: number) => walkPoints[n % walkPoints.length]!
    const journeys = await times(count, 16, async (n) => {
      const journey = walk(stage, n)
      await walkTo(journey, pointOf(n))
      return journey
    })
    rig.note('midnight')
    await stage.jump(hour + 60_000)
    const walked = await times(count, 16, (n) => walkToEnd(journeys[n]!))
    await settled(stage)
    // Whoever shares this stage finds the fee as it was.
    await publish(stage, () => {})
    const books = await stage.books(since)
    const journeyOf = new Map(books.journeys.map((journey) => [`VP-${journey.reference}`, journey]))
    const wrong = walked.flatMap(({ reference, shownPence, chargedPence, wrong }, n) => {
      const journey = journeyOf.get(reference)
      const figures = [journey?.totalPence, journey?.ledgerPence, ...chargedPence]
      return figures.every((pence) => pence === shownPence) && wrong === ''
        ? []
        : [`${pointOf(n)}: shown ${shownPence}, then ${figures.join(', ')} ${wrong}`]
    })
    const before = walkPoints.indexOf('while the price is shown')
    const unfair = walked.filter(({ shownPence }, n) => {
      const sentBeforeMidnight = walkPoints.indexOf(pointOf(n)) > before
      return shownPence !== journeyHours(n) * (sentBeforeMidnight ? pencePerHour : tomorrowsPence)
    })
    return [
      exactly(
        'journeys completed',
        count,
        books.journeys.filter(({ state }) => state === 'completed').length,
      ),
      none('shown and not charged, posted and asked for alike', wrong),
      exactly('journeys at another price than their day’s', 0, unfair.length),
      exactly(
        'told on the page that the price changed',
        each,
        walked.filter((one) => one.priceChangedOnPage).length,
      ),
      none('paid twice or for nothing', [...chargedTwice(books), ...paidForNothing(books)]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

const journeyHours = (n: number) => 1 + (n % 24)

/** Whole hours until it is this o’clock in London. */
function hoursUntil(stage: Stage, oClock: number): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  return (oClock - Number(clock.format(stage.now())) + 24) % 24
}
