import { hostileFields, seeded } from '../../stories/hostile-fields.ts'
import { createPatientResident, type Page, permitPath, sealOn } from '../../support/patient-resident.ts'
import { chargedTwice, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { pencePerHour } from '../rig/permit.ts'
import { arriveAtPay, buyer, comeBack } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { atLeast, exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** Catalogue 23. Every post and every address of a journey also says what the price should be. */
export const tampering: Scenario = {
  name: 'tampering',
  promise: 'whatever a browser says the price is, the charge is the server’s price',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const wanted = rig.some(10_000, 60)
    let posts = 0
    const wrong: string[] = []
    const journeys = Math.ceil(wanted / 8)
    await times(journeys, 12, async (n) => {
      const outcome = await tamper(stage, n, () => posts++)
      if (outcome) wrong.push(outcome)
    })
    await settled(stage)
    const books = await stage.books(since)
    const otherwise = books.attempts.filter(({ submissionId, amountPence, takenPence }) => {
      const journey = books.journeys.find(({ id }) => id === submissionId)!
      const price = journey.hours * pencePerHour
      return amountPence !== price || (takenPence !== 0 && takenPence !== price)
    })
    return [
      atLeast('posts that named an amount', wanted, posts),
      none('charges that are not the server’s price', wrong),
      exactly('attempts of another amount', 0, otherwise.length),
      exactly(
        'completed at the price',
        journeys,
        books.journeys.filter(({ state }) => state === 'completed').length,
      ),
      none('unfinished, twice or for nothing', [
        ...unfinished(books),
        ...chargedTwice(books),
        ...paidForNothing(books),
      ]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function tamper(stage: Stage, n: number, post: () => void): Promise<string | undefined> {
  const random = seeded(20_261_122 + n)
  const who = buyer(n)
  const resident = createPatientResident(stage.server.baseUrl)
  const hostile = () => hostileFields(random) as Record<string, string>
  const at = (path: string) => `${path}?${new URLSearchParams(hostile())}`
  const send = (path: string, fields: Record<string, string>): Promise<Page> => {
    post()
    return resident.go(at(path), { ...hostile(), ...fields })
  }
  const check = `${permitPath}/check-your-answers`
  await send(permitPath, {})
  await send(`${permitPath}/how-long`, { hours: String(who.hours), email: '' })
  const seal = sealOn(await resident.go(at(check)))
  // Seals that were never shown are refused with the true price; the true one is taken.
  for (const seen of ['1', seal.slice(1), `${seal}0`]) {
    post()
    const refused = await resident.tryOnce(at(check), { ...hostile(), seen })
    if (refused.status !== 409) return `a false seal was answered ${refused.status}`
  }
  const first = arriveAtPay(stage, resident, who, await send(check, { seen: seal }))
  await stage.pay.visit(first.link.href, 'decline')
  await send(new URL(first.payment.fields.return_url).pathname, {}).then(async (page) => {
    const second = arriveAtPay(stage, resident, who, page)
    await send(`${permitPath}/how-long`, { hours: '1' })
    await stage.pay.visit(second.link.href, 'pay')
    await comeBack(second)
  })
  const asked = [...stage.pay.payments.values()].filter(
    ({ fields }) => fields.reference === first.payment.fields.reference,
  )
  const amounts = new Set(asked.map(({ fields }) => fields.amount))
  return amounts.size === 1 && amounts.has(who.hours * pencePerHour)
    ? undefined
    : `${who.hours} hours for ${[...amounts]}`
}
