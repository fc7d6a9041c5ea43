import {
  createPatientResident,
  type PatientResident,
  permitPath,
  sealOn,
} from '../../support/patient-resident.ts'
import { chargedTwice, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { paymentBehind } from '../rig/pay-post.ts'
import { buyer } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const pressesAtOnce = 50

/** Catalogue 10. Of the presses some are a second tab, some are back and on again, some are a reload in the middle. */
export const doubleSubmit: Scenario = {
  name: 'double-submit',
  promise: `${pressesAtOnce} presses, tabs and reloads at once are one submission with one payment`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const wrong: string[] = []
    const count = rig.some(1_000, 2)
    await times(count, 2, async (n) => {
      const resident = createPatientResident(stage.server.baseUrl)
      const who = buyer(n)
      await resident.fillIn(who)
      const seal = sealOn(await resident.go(`${permitPath}/check-your-answers`))
      wrong.push(...(await pressAllAtOnce(stage, resident, who.hours, seal)))
    })
    await settled(stage)
    const books = await stage.books(since)
    return [
      exactly('submissions', count, books.journeys.length),
      exactly('payments at the gateway', count, books.gateway.length),
      exactly('attempts', count, books.attempts.length),
      none('presses that ended in an error or at another payment', wrong),
      none('unfinished or paid twice', [...unfinished(books), ...chargedTwice(books)]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function pressAllAtOnce(
  stage: Stage,
  resident: PatientResident,
  hours: number,
  seal: string,
): Promise<string[]> {
  const check = `${permitPath}/check-your-answers`
  const again = { hours: String(hours), email: '' }
  const pages = await Promise.all(
    Array.from({ length: pressesAtOnce }, (_, press) => {
      if (press % 10 === 8) return resident.tryOnce(check)
      if (press % 10 === 9) return resident.tryOnce(`${permitPath}/how-long`, again)
      return resident.tryOnce(check, { seen: seal })
    }),
  )
  const links = pages.flatMap(({ next }) => (next && next.origin === stage.pay.url ? [next] : []))
  const payments = new Set(links.map((link) => paymentBehind(stage.pay, link)?.id))
  const wrong = pages
    // 409: the answers were being changed in the other window at that moment, and the page says so.
    .filter(({ status }) => status >= 400 && status !== 409)
    .map(({ status, url }) => `${url.pathname} answered ${status}`)
  // Whichever tab is first pays; a later one finds its link used or the payment over.
  const tabs = links.length > 0 ? links : await linkAfterAll(resident)
  const visits = await Promise.all(tabs.map((link) => stage.pay.visit(link.href, 'pay')))
  const paid = visits.filter((visit) => visit === 'done').length
  if (payments.size > 1) wrong.push(`${payments.size} payments`)
  if (paid !== 1) wrong.push(`paid ${paid} times`)
  const [payment] = payments
  if (payment) await stage.post.deliver(stage.post.message(stage.pay.payments.get(payment)!, 'succeeded'))
  return wrong
}

/** Every press met a change in another tab: the resident presses once more. */
async function linkAfterAll(resident: PatientResident): Promise<URL[]> {
  const { next } = await resident.send()
  return next ? [next] : []
}
