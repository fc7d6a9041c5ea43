import { createPatientResident } from '../../support/patient-resident.ts'
import { unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer, comeBack, goToPay, titleOf } from '../rig/residents.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const outcomes = [
  { does: 'pay', title: 'We have received your form' },
  { does: 'decline', title: 'Your payment was declined' },
  { does: 'cancel', title: 'Your payment was cancelled' },
  { does: 'open', title: 'We do not have your payment yet' },
] as const

/** Catalogue 15: another device, a browser without cookies, a journey whose time is over. */
export const noCookies: Scenario = {
  name: 'no-cookies',
  promise: 'who comes back without a cookie sees how the payment ended, and nothing personal',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const wrong: string[] = []
    const personal: string[] = []
    const count = rig.some(1_000, 8)
    await times(count, 16, async (n) => {
      const { does, title } = outcomes[n % outcomes.length]!
      const at = await goToPay(stage, buyer(n))
      await stage.pay.visit(at.link.href, does)
      const elsewhere = createPatientResident(stage.server.baseUrl)
      const page = await comeBack({ resident: elsewhere, payment: at.payment })
      if (titleOf(page) !== title) wrong.push(`${does} led to ‘${titleOf(page)}’`)
      if (page.html.includes(at.email) || elsewhere.cookie() !== '') personal.push(page.url.pathname)
    })
    await settled(stage)
    const books = await stage.books(since)
    const complete = books.journeys.filter(({ state }) => state === 'completed')
    return [
      none(`of ${count} returns to the wrong page`, wrong),
      none('pages with something personal, or that gave a cookie', personal),
      exactly('paid and complete', Math.ceil(count / outcomes.length), complete.length),
      none('unfinished', unfinished({ ...books, journeys: complete })),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}
