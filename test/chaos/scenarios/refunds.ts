import type { Books } from '../../support/books.ts'
import { chargedTwice } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer, goToPay } from '../rig/residents.ts'
import type { Fate, Traveller } from '../rig/rough-road.ts'
import type { Stage } from '../rig/stage.ts'
import { atLeast, exactly, none, type Scenario, times, until } from '../scenario.ts'
import { settled } from '../settled.ts'

const fates: Fate[] = [{ status: 500 }, 'cut', 'answer-lost', { status: 429, code: 'P0900' }, { status: 504 }]
const faultShare = 0.3

/** Catalogue 17. Of the officers' presses half are for everything, by two at once; half are for parts, by three. */
export const refunds: Scenario = {
  name: 'refunds',
  promise: `with ${faultShare * 100}% of calls going wrong and officers pressing at once, what goes back is what the ledger says, once`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'often', roughRoad: true })
    const since = stage.now()
    const count = rig.some(1_000, 6)
    await times(count, 16, async (n) => {
      const { link } = await goToPay(stage, buyer(n))
      await stage.pay.visit(link.href, 'pay')
    })
    await settled(stage)
    const { attempts } = await stage.books(since)
    let faults = 0
    stage.road.choose((traveller) => {
      if (!isAboutRefunds(traveller) || Math.random() >= faultShare) return 'arrives'
      return fates[faults++ % fates.length]!
    })
    const presses = await times(attempts.length, 8, (n) => pressAtOnce(stage, attempts[n]!, n % 2 === 0))
    rig.note('the officers have pressed')
    // After many rounds the road is mended, so that all come to an end.
    const rounds = await letTimePass(stage, rig.some(20, 3), () => stage.road.choose(() => 'arrives'))
    await settled(stage)
    const books = await stage.books(since)
    const paidBack = new Map(books.gateway.map((payment) => [payment.id, payment]))
    const [ours] = await stage.query<{ refunds: number; pence: number }>(`
      select count(*)::int as refunds, coalesce(sum(amount_pence), 0)::int as pence from refund where state = 'success'
      and payment_id in (select id from payment where created_at >= to_timestamp(${since / 1000}))`)
    return [
      atLeast('faults on the way', Math.floor(count * faultShare), faults),
      exactly('two officers for everything, accepted other than once', 0, acceptedOtherThan(presses, 1)),
      exactly('pence paid back at the gateway, and by our refunds', sum(books, 'refundedPence'), ours!.pence),
      exactly('pence paid back, by the ledger', sum(books, 'refundedPence'), ledgerRefunds(books)),
      exactly('refunds at the gateway, and ours', sum(books, 'refunds'), ours!.refunds),
      none(
        'payments that gave back more than was paid',
        books.gateway.filter(({ pence, refundedPence }) => refundedPence > pence).map(({ id }) => id),
      ),
      none(
        'payments paid back other than we say',
        books.attempts
          .filter(
            ({ gatewayPaymentId, refundedPence }) =>
              paidBack.get(gatewayPaymentId!)?.refundedPence !== refundedPence,
          )
          .map(({ id }) => id),
      ),
      none('paid twice', chargedTwice(books)),
      none(`broken invariants after ${rounds} rounds of five minutes`, brokenInvariants(books)),
    ]
  },
}

function isAboutRefunds({ method, path }: Traveller): boolean {
  return path.includes('/refunds') || method === 'GET'
}

/** Whether the officers were to be accepted once, and how many of them were. */
async function pressAtOnce(
  stage: Stage,
  { id, amountPence }: Books['attempts'][number],
  everything: boolean,
): Promise<{ everything: boolean; accepted: number }> {
  const parts = everything ? [undefined, undefined] : [0.4, 0.4, 0.4]
  const answers = await Promise.all(
    parts.map((share, officer) =>
      stage.door('/rig/refunds', {
        paymentId: id,
        officer: `number-${officer}`,
        ...(share !== undefined && { pence: Math.ceil(amountPence * share) }),
      }),
    ),
  )
  const unexpected = answers.find(({ status }) => status !== 200 && status !== 409)
  if (unexpected) throw new Error(`An officer's press was answered ${JSON.stringify(unexpected)}`)
  return { everything, accepted: answers.filter(({ status }) => status === 200).length }
}

function acceptedOtherThan(
  presses: readonly { everything: boolean; accepted: number }[],
  wanted: number,
): number {
  return presses.filter(({ everything, accepted }) => everything && accepted !== wanted).length
}

/** Refunds are looked at again after minutes, not seconds: when nothing is left to do now, five of them pass. */
async function letTimePass(stage: Stage, mendAfter: number, mend: () => void): Promise<number> {
  for (let round = 1; ; round++) {
    await until(
      'no refund is being worked on',
      () => refundWork(stage),
      ({ now }) => now === 0,
      600,
    )
    if ((await refundWork(stage)).ever === 0) return round
    if (round === mendAfter) mend()
    if (round > mendAfter + 10) throw new Error('Some refunds did not come to an end')
    await stage.jump(301_000)
    // The sweep looks every five seconds.
    await new Promise((resolve) => setTimeout(resolve, 6_000))
  }
}

async function refundWork(stage: Stage): Promise<{ now: number; ever: number }> {
  const [row] = await stage.query<{ now: number; ever: number }>(`
    select (select count(*) from pgboss.job where name = 'settle-refund' and state in ('created', 'retry', 'active'))::int as now,
      (select count(*) from refund where state in ('approved', 'submitted'))::int as ever`)
  return row!
}

function sum(books: Books, what: 'refundedPence' | 'refunds'): number {
  return books.gateway.reduce((total, payment) => total + payment[what], 0)
}

function ledgerRefunds(books: Books): number {
  return books.journeys.reduce((total, { refundedPence }) => total + refundedPence, 0)
}
