import { createPatientResident, permitPath, sealOn } from '../../support/patient-resident.ts'
import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { arriveAtPay, buyer, comeBack, isConfirmation, titleOf } from '../rig/residents.ts'
import type { Fate } from '../rig/rough-road.ts'
import type { Stage } from '../rig/stage.ts'
import { atLeast, exactly, type Figure, none, type Scenario, times, until } from '../scenario.ts'
import { settled } from '../settled.ts'

const faults: Record<string, Fate> = {
  '5xx': { status: 500 },
  '429': { status: 429, code: 'P0900' },
  reset: 'cut',
  timeout: 'silence',
  'lost reply': 'answer-lost',
}
const kinds = Object.keys(faults)
/** Pay is asked three times within one call when it says 429. */
const asOften: Record<string, number> = { '429': 3 }

/**
 * Catalogue 7 and 8. Every second journey's first creation goes wrong; one resident in ten leaves at whatever comes. Were all to go
 * wrong, the server would ask the gateway nothing for most of the time, and it would be that which is measured.
 */
export const createFaults: Scenario = {
  name: 'create-faults',
  promise: 'a creation that fails, in any way, takes nothing, keeps the answers and can be tried again',
  async run(rig) {
    const stage = await rig.stage({ checks: 'often', roughRoad: true })
    const since = stage.now()
    const kindOf = new Map<string, string>()
    const met = new Map<string, number>()
    let creations = 0
    stage.road.choose(({ method, path, idempotencyKey }) => {
      if (method !== 'POST' || path !== '/v1/payments') return 'arrives'
      if (!kindOf.has(idempotencyKey)) {
        const kind = creations++ % 2 === 0 ? kinds[(creations >> 1) % kinds.length]! : 'nothing'
        kindOf.set(idempotencyKey, kind)
      }
      const kind = kindOf.get(idempotencyKey)!
      const tries = (met.get(idempotencyKey) ?? 0) + 1
      met.set(idempotencyKey, tries)
      return kind !== 'nothing' && tries <= (asOften[kind] ?? 1) ? faults[kind]! : 'arrives'
    })
    const each = rig.some(1_000, 3)
    const wrong: string[] = []
    let left = 0
    const journeys = 2 * each * kinds.length
    await times(journeys, rig.some(60, 4), async (n) => {
      const outcome = await buyOrLeave(stage, n)
      if (outcome === 'left') left++
      else if (outcome !== 'paid') wrong.push(outcome)
    })
    stage.road.choose(() => 'arrives')
    rig.note(`${left} have left, and their payments have 126 minutes to end`)
    await settled(stage)
    const orphans = await orphansAfter(stage, 126 * 60_000)
    const books = await stage.books(since)
    const complete = { ...books, journeys: books.journeys.filter(({ state }) => state === 'completed') }
    return [
      ...kinds.map(
        (kind): Figure =>
          atLeast(
            `creations with ${kind}`,
            Math.floor(each * 0.9),
            [...kindOf.values()].filter((one) => one === kind).length,
          ),
      ),
      exactly('paid by those who stayed', journeys - left, complete.journeys.length),
      none('pages that were wrong', wrong),
      none('captures without a submission', paidForNothing(books)),
      none('double captures', chargedTwice(books)),
      none('unfinished or not delivered', [
        ...unfinished(complete),
        ...lostDeliveries(stage.backOffice, books),
      ]),
      none('orphans not ended 126 minutes later', orphans),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function buyOrLeave(stage: Stage, n: number): Promise<'paid' | 'left' | string> {
  const who = buyer(n)
  const resident = createPatientResident(stage.server.baseUrl)
  await resident.fillIn(who)
  if (n % 10 === 9) {
    const check = await resident.go(`${permitPath}/check-your-answers`)
    const page = await resident.tryOnce(check.url, { seen: sealOn(check) })
    const calm = page.status === 303 || (page.status === 503 && saysNothingIsLost(page.html))
    return calm ? 'left' : `was left with ${page.status} ${titleOf(page)}`
  }
  const at = arriveAtPay(stage, resident, who, await resident.send())
  const broken = resident.setbacks().filter((status) => status !== 503)
  if (broken.length > 0) return `${who.hours} hours met ${broken}`
  await stage.pay.visit(at.link.href, 'pay')
  const page = await comeBack(at)
  return isConfirmation(page) ? 'paid' : `came back to ${page.url.pathname}: ${titleOf(page)}`
}

function saysNothingIsLost(html: string): boolean {
  return /No money was taken|not been charged/.test(html) && /answers are kept/.test(html)
}

/** Attempts of ours and payments at Pay that are still open so much later. */
async function orphansAfter(stage: Stage, milliseconds: number): Promise<string[]> {
  await stage.jump(milliseconds)
  const ours = await until(
    'our own orphans are ended',
    () =>
      stage.query<{ id: string }>(
        `select id from payment where not finished or state in ('created', 'started', 'submitted')`,
      ),
    (open) => open.length === 0,
    120,
  ).catch((error: Error) => [{ id: error.message }])
  const theirs: string[] = []
  for (const { id } of [...stage.pay.payments.values()]) {
    // Pay looks at its clock when it is asked.
    const answer = await fetch(`${stage.pay.url}/v1/payments/${id}`, {
      headers: { authorization: `Bearer ${stage.pay.apiKey}` },
    })
    const { state } = (await answer.json()) as { state: { finished: boolean } }
    if (!state.finished) theirs.push(`Pay’s ${id}`)
  }
  return [...ours.map(({ id }) => `our ${id}`), ...theirs]
}
