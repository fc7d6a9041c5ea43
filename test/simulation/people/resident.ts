import { londonDay } from '../../../server/clock.ts'
import { sealPrice } from '../../../server/submissions/index.ts'
import type { SimulatedHouse } from '../council/house.ts'
import type { World } from '../world.ts'
import type { Journey } from './journey.ts'
import { payInTab } from './pay-in-tab.ts'
import type { TabPlan, Visit } from './plan.ts'

/** Fills in the form and presses the button, in one tab or in several. */
export async function resident(world: World, journey: Journey): Promise<void> {
  const { plan } = journey
  await world.scheduler.pass(plan.startsAfter * 1000)
  const begun = await world.servers.insist((house) => fillIn(world, house, journey))
  if (!begun) return
  journey.begun = begun
  const [first, ...others] = plan.tabs
  others.forEach((tab, place) => {
    world.spawn(journey, `tab${place + 2}`, () => sendAndPay(world, journey, tab), tab.after * 1000)
  })
  await sendAndPay(world, journey, first!)
}

async function fillIn(world: World, house: SimulatedHouse, { plan }: Journey) {
  const form = await house.forms.version(world.versionId)
  const { token, id } = await house.submissions.start(form, plan.language)
  await house.submissions.savePage(token, form.versionId, plan.answers)
  return { token, submissionId: id }
}

/** The button below check-your-answers, and where it leads. Pressed again when there was no answer. */
async function sendAndPay(world: World, journey: Journey, tab: TabPlan): Promise<void> {
  const { token } = journey.begun!
  await payInTab(world, journey, tab.visits, async (house) => {
    const form = await house.forms.version(world.versionId)
    const priced = await house.pricing.price(
      form.document,
      journey.plan.answers,
      londonDay(house.clock.now()),
    )
    if (priced.kind !== 'priced') throw new Error(`The simulated form has no price: ${priced.reason}`)
    const outcome = await house.resident.submit({ token, seen: sealPrice(priced.price), next: 'pay' })
    switch (outcome.kind) {
      case 'pay':
      case 'completed':
      case 'checking':
      case 'refused':
      case 'unavailable':
        return outcome
      // Midnight, and another fee, between the page and the button: it is shown again.
      case 'changed':
        return undefined
      default:
        throw new Error(`The answers were not taken: ${outcome.kind}`)
    }
  })
}

/** Somebody with a link from an e-mail. */
export async function linkPayer(world: World, journey: Journey, visits: Visit[]): Promise<void> {
  await world.scheduler.pass(60_000)
  const token = world.mail.linkFor(`payer${journey.index}@example.org`)
  if (!token) return
  await payInTab(world, journey, visits, async (house) => {
    const request = await house.resident.payLinks.read(token, true)
    const outcome = request?.state === 'alive' ? await house.resident.payLinks.pay(token) : undefined
    return outcome ?? { kind: 'completed', submissionId: '' }
  })
}
