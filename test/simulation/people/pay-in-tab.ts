import type { PayOutcome } from '../../../server/submissions/pay.ts'
import type { SimulatedHouse } from '../council/house.ts'
import { Violation } from '../kernel/violation.ts'
import type { World } from '../world.ts'
import { visitHostedPage } from './hosted-page.ts'
import type { Journey } from './journey.ts'
import type { Visit } from './plan.ts'

/** How a browser can be looked at by somebody who wonders whether they have paid. */
type Shown = 'paid' | 'not paid' | 'not known'

/** Follows one browser from the first press to the last page that its owner looks at. */
export async function payInTab(
  world: World,
  journey: Journey,
  visits: readonly Visit[],
  press: (house: SimulatedHouse) => Promise<PayOutcome | undefined>,
): Promise<void> {
  const { scheduler } = world
  const left = [...visits]
  let next = press
  for (let presses = 0; presses < 8; presses++) {
    const taken = () => world.suppliers.takenFor(journey.seen?.reference)
    const takenBefore = taken()
    const outcome = await world.servers.insist(next)
    if (outcome?.kind === 'completed') return
    if (outcome?.kind === 'refused' || outcome?.kind === 'unavailable') {
      mustNotBeTaken(world, journey, Math.min(takenBefore, taken()), outcome.kind)
      await scheduler.pass(scheduler.current.random.between(5, 90) * 1000)
      continue
    }
    if (!outcome) continue
    const came =
      outcome.kind === 'checking' ? { returnId: outcome.returnId } : await visitOnce(world, outcome.url, left)
    if (came === 'gone') return
    if (came === 'dead-link') continue
    const { returnId } = came
    if ((await lookAtReturnPage(world, journey, returnId)) !== 'not paid' || left.length === 0) return
    next = (house) => house.resident.retryPayment(returnId)
  }
}

async function visitOnce(world: World, url: string, left: Visit[]) {
  const visit = left.shift()
  return visit ? visitHostedPage(world, url, visit) : 'gone'
}

/** The page that refreshes itself while it is not known how the payment ended. */
async function lookAtReturnPage(world: World, journey: Journey, returnId: string): Promise<Shown> {
  const { scheduler } = world
  for (let look = 0; look < 4; look++) {
    const taken = () => world.suppliers.takenByReturn(returnId)
    const takenBefore = taken()
    const shown = await world.servers.insist(async (house) => {
      const payment = await house.resident.paymentReturn(returnId)
      if (!payment) throw new Violation('return', journey.index, 'A return address leads nowhere')
      return payment.state
    })
    switch (shown) {
      case 'success':
      case 'paid-before':
      case 'overpaid':
      case 'mismatched':
        return 'paid'
      case 'failed':
      case 'cancelled':
      case 'expired':
      case 'error':
        mustNotBeTaken(world, journey, Math.min(takenBefore, taken()), shown)
        return 'not paid'
      default:
        await scheduler.pass(5000 * 2 ** look)
    }
  }
  return scheduler.current.random.chance(0.5) ? 'not paid' : 'not known'
}

/** Each of these pages says that nothing was taken. `pence` had been before it was asked for, and still were when it came. */
function mustNotBeTaken(world: World, journey: Journey, pence: number, shown: string): void {
  if (pence === 0) return
  const message = `A page (${shown}) says that nothing was taken, and ${pence} pence had been`
  throw world.scheduler.fail(new Violation('told-not-charged', journey.index, message))
}
