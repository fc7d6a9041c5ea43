import { isWaiting, pause } from '../../support/patient-resident.ts'
import { chargedTwice, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { type AtPay, buyer, goToPay, isConfirmation, titleOf } from '../rig/residents.ts'
import type { Fate } from '../rig/rough-road.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const tooOften: Fate = { status: 429, code: 'P0900' }
const fates: Fate[] = [{ status: 503 }, 'cut', tooOften, { instead: () => '<h1>Bad gateway</h1>' }]

/** Catalogue 9: for everybody who comes back, Pay gives no answer the first times it is asked. */
export const returnFails: Scenario = {
  name: 'return-fails',
  promise:
    'when the gateway does not say how a payment ended, the page waits for it, says so, and never says failed',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never', roughRoad: true })
    const since = stage.now()
    const asked = new Map<string, number>()
    stage.road.choose(({ method, path }) => {
      if (method !== 'GET') return 'arrives'
      const tries = (asked.get(path) ?? 0) + 1
      asked.set(path, tries)
      const { fate, silentFor } = silenceOf(path)
      return tries <= silentFor ? fate : 'arrives'
    })
    const wrong: string[] = []
    const waited: number[] = []
    const count = rig.some(1_000, 6)
    await times(count, 24, async (n) => {
      const at = await goToPay(stage, buyer(n))
      await stage.pay.visit(at.link.href, 'pay')
      const looks = await looksUntilConfirmed(at)
      if (typeof looks === 'string') wrong.push(looks)
      else waited.push(looks)
    })
    stage.road.choose(() => 'arrives')
    await settled(stage)
    const books = await stage.books(since)
    return [
      exactly('led to the confirmation', count, waited.length),
      none('pages that were wrong', wrong),
      none('stuck, unfinished or doubled', [...unfinished(books), ...chargedTwice(books)]),
      exactly(
        'were asked to wait, of those whom the silence outlasted',
        books.gateway.filter(({ id }) => silenceOf(id).outlasts).length,
        waited.filter((looks) => looks > 0).length,
      ),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

/** How often, and in which way, Pay gives no answer about a payment; its id, or a path that ends with it, decides. */
function silenceOf(id: string) {
  const kind = id.charCodeAt(id.length - 1) % fates.length
  const silentFor = 1 + (id.charCodeAt(id.length - 2) % 4)
  // A 429 is asked again twice within the call.
  const outlasts = kind === fates.indexOf(tooOften) ? silentFor > 2 : true
  return { fate: fates[kind]!, silentFor, outlasts }
}

/** How often the page asked for patience; or what else it said. */
async function looksUntilConfirmed({ resident, payment }: AtPay): Promise<number | string> {
  for (let looks = 0; looks < 100; looks++) {
    let page = await resident.go(payment.fields.return_url)
    while (page.next) page = await resident.go(page.next)
    if (isConfirmation(page)) return looks
    if (!isWaiting(page) || /declined|failed|did not work/.test(titleOf(page))) return titleOf(page)
    await pause(200)
  }
  return 'a page that never got anywhere'
}
