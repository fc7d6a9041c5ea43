import { londonDay } from '../../../server/clock.ts'
import { Refusal } from '../../../server/errors.ts'
import type { Payment } from '../../../server/payments/index.ts'
import { owedBy } from '../../../server/submissions/pay.ts'
import type { SimulatedHouse } from '../council/house.ts'
import type { World } from '../world.ts'
import type { Journey } from './journey.ts'
import { payInTab } from './pay-in-tab.ts'
import type { OfficerAct, Visit } from './plan.ts'
import { linkPayer } from './resident.ts'

const anna = 'officer:anna'
const ben = 'officer:ben'

/** Everything that officers, and whoever a link is sent to, have to do with a journey. */
export function spawnOfficers(world: World, journey: Journey): void {
  const begins = journey.plan.startsAfter * 1000
  journey.plan.officers.forEach((act, place) => {
    const name = `officer${place + 1}`
    world.spawn(journey, name, () => perform(world, journey, act, name), begins + act.after * 1000)
  })
  const { shared } = journey.plan
  if (shared) {
    world.spawn(journey, 'sharer', () => share(world, journey, shared.visits), begins + shared.after * 1000)
  }
}

/** What the screens answer with words is no fault: another was quicker, there is nothing to do. */
async function press<T>(world: World, run: (house: SimulatedHouse) => Promise<T>): Promise<T | undefined> {
  try {
    return await world.servers.insist(run)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

async function perform(world: World, journey: Journey, act: OfficerAct, name: string): Promise<void> {
  if (!journey.begun) return
  const { submissionId } = journey.begun
  switch (act.does) {
    case 'check':
      return void (await press(world, async (house) => {
        for (const payment of await house.payments.forSubmission(submissionId))
          await house.payments.settle(payment.id, anna)
      }))
    case 'moto':
      return moto(world, journey, act.visits)
    case 'claim':
      return claim(world, journey, act)
    case 'refund':
      return refund(world, journey, act, name)
    case 'replay':
      return void (await press(world, async (house) => {
        const [first] = await house.delivery.forSubmission(submissionId)
        if (first) await house.delivery.replay(world.organisationId, first.id, anna)
      }))
  }
}

async function moto(world: World, journey: Journey, visits: Visit[]): Promise<void> {
  const { submissionId } = journey.begun!
  await payInTab(world, journey, visits, async (house) => {
    const submission = (await house.submissions.byId(submissionId))!
    if (submission.state !== 'submitted') return { kind: 'completed', submissionId }
    return house.pay(submission, { channel: 'moto', startedBy: anna })
  })
}

async function claim(
  world: World,
  journey: Journey,
  act: Extract<OfficerAct, { does: 'claim' }>,
): Promise<void> {
  const { submissionId } = journey.begun!
  const owedOf = async (house: SimulatedHouse) => {
    const submission = (await house.submissions.byId(submissionId))!
    if (submission.state !== 'submitted') return undefined
    return owedBy(await house.forms.version(submission.formVersionId), submission)
  }
  const claimed = await press(world, async (house) => {
    const owed = await owedOf(house)
    if (!owed) return undefined
    const typed = {
      method: 'cash',
      receiptNumber: `R${journey.index}`,
      paidOn: londonDay(house.clock.now()),
      amountPence: owed.amountPence,
    }
    return house.payments.elsewhere.claim(owed, typed, anna)
  })
  if (!claimed || act.decision === 'nothing') return
  await world.scheduler.pass(act.decidedAfter * 1000)
  await press(world, async (house) => {
    if (act.decision === 'reject')
      return house.payments.elsewhere.reject(world.organisationId, claimed.id, ben)
    const submission = (await house.submissions.byId(submissionId))!
    const owed = owedBy(await house.forms.version(submission.formVersionId), submission)
    return house.payments.elsewhere.confirm(owed, claimed.id, ben)
  })
}

async function refund(
  world: World,
  journey: Journey,
  act: Extract<OfficerAct, { does: 'refund' }>,
  name: string,
): Promise<void> {
  const ask = (actor: string) => () => askForRefund(world, journey, act, actor)
  if (act.officers === 2)
    world.spawn(journey, `${name}.colleague`, ask(ben), world.scheduler.current.random.pick([0, 0, 300]))
  await ask(anna)()
}

async function askForRefund(
  world: World,
  journey: Journey,
  act: Extract<OfficerAct, { does: 'refund' }>,
  actor: string,
): Promise<void> {
  const { submissionId } = journey.begun!
  const { random } = world.scheduler.current
  const share = random.pick([0.1, 0.5, 0.9])
  const { organisationId } = world
  const asked = await press(world, async (house) => {
    const payments = await house.payments.forSubmission(submissionId)
    const payment = payments.find(({ state }) => ['success', 'overpaid', 'mismatched'].includes(state))
    if (!payment) return undefined
    return house.payments.refunds.request({
      organisationId,
      paymentId: payment.id,
      lines: act.part === 'all' ? 'everything' : await partOf(house, payment, share),
      reason: 'Not collected',
      actor,
      needsSecondPerson: world.settings.secondPerson,
    })
  })
  if (!asked) return
  await world.scheduler.pass(random.between(1, 100) * 1000)
  const decider = actor === anna ? ben : anna
  if (asked.state === 'requested') {
    await press(world, ({ payments: { refunds } }) =>
      act.decision === 'approve'
        ? refunds.approve(organisationId, asked.id, decider)
        : refunds.reject(organisationId, asked.id, decider, 'It was collected after all'),
    )
  }
  await press(world, async ({ payments: { refunds } }) => {
    const now = await refunds.get(organisationId, asked.id)
    if (now.state !== 'owed') return
    const paid = { by: 'BACS', reference: `B${journey.index}` }
    if (act.decision === 'approve') await refunds.recordPaid(organisationId, asked.id, decider, paid)
    else await refunds.reject(organisationId, asked.id, decider, 'It was collected after all')
  })
}

/** A part of the first line that has anything left. */
async function partOf(house: SimulatedHouse, payment: Payment, share: number) {
  const { lines } = await house.payments.refunds.left(payment)
  const line = lines.find(({ leftPence }) => leftPence > 0)
  return line ? [{ line: line.line, pence: Math.max(1, Math.floor(line.leftPence * share)) }] : []
}

async function share(world: World, journey: Journey, visits: Visit[]): Promise<void> {
  if (!journey.begun) return
  const { submissionId } = journey.begun
  const sent = await press(world, async (house) => {
    const submission = (await house.submissions.byId(submissionId))!
    if (submission.state !== 'submitted') return false
    const newest = await house.resident.sharing.newest(submissionId)
    const to = `payer${journey.index}@example.org`
    await house.resident.sharing.send({ submissionId, channel: 'email', to, after: newest?.id ?? null })
    return true
  })
  if (sent) await linkPayer(world, journey, visits)
}
