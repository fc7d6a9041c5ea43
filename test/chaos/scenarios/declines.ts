import { chargedTwice, lostDeliveries, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { arriveAtPay, buyer, comeBack, goToPay, isConfirmation, titleOf } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const declined = 4

/** Catalogue 12: attempts are never added up. */
export const declines: Scenario = {
  name: 'declines',
  promise: `${declined} declines and a success cost the price once`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const count = rig.some(1_000, 4)
    const wrong = (await times(count, 12, (n) => declineThenPay(stage, n))).flat()
    await settled(stage)
    const books = await stage.books(since)
    const once = books.journeys.filter(
      ({ totalPence, hours, ledgerPence, paid }) =>
        paid === 1 && totalPence === hours * 150 && ledgerPence === totalPence,
    )
    return [
      exactly('paid the price once', count, once.length),
      exactly('attempts', count * (declined + 1), books.attempts.length),
      none('pages that were wrong', wrong),
      none('unfinished, paid twice or not delivered', [
        ...unfinished(books),
        ...chargedTwice(books),
        ...lostDeliveries(stage.backOffice, books),
      ]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function declineThenPay(stage: Stage, n: number): Promise<string[]> {
  let at = await goToPay(stage, buyer(n))
  const wrong: string[] = []
  for (let attempt = 0; attempt < declined; attempt++) {
    await stage.pay.visit(at.link.href, attempt % 2 === 0 ? 'decline' : 'cancel')
    const page = await comeBack(at)
    if (!/declined|cancelled/.test(titleOf(page))) wrong.push(titleOf(page))
    at = arriveAtPay(stage, at.resident, at, await at.resident.go(page.url, {}))
  }
  await stage.pay.visit(at.link.href, 'pay')
  const page = await comeBack(at)
  if (!isConfirmation(page)) wrong.push(titleOf(page))
  return wrong
}
