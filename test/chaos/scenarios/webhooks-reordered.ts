import { canMove, type PaymentState } from '../../../server/payments/index.ts'
import { chargedTwice, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import type { PayEvent } from '../rig/pay-post.ts'
import { type AtPay, buyer, goToPay } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** What happens to a payment at Pay, step by step, and what Pay tells of it. One in four is declined. */
type Step = { happens(stage: Stage, at: AtPay): unknown; told: PayEvent[] }
const open: Step = { happens: (stage, { link }) => stage.pay.visit(link.href, 'open'), told: ['started'] }
const paid: Step[] = [
  open,
  { happens: (stage, at) => visitAgain(stage, at, 'submit'), told: [] },
  { happens: (stage, at) => visitAgain(stage, at, 'pay'), told: ['succeeded'] },
  { happens: (stage, { payment }) => stage.pay.capture(payment.id), told: ['captured'] },
]
const declined: Step[] = [
  open,
  { happens: (stage, at) => visitAgain(stage, at, 'submit'), told: [] },
  { happens: (stage, at) => visitAgain(stage, at, 'decline'), told: ['failed'] },
  { happens: () => {}, told: ['expired'] },
]

/** Catalogue 4. At every step all that was told so far comes again in another order, together with what never happened. */
export const webhooksReordered: Scenario = {
  name: 'webhooks-reordered',
  promise: 'webhooks in any order never move a payment backwards, and it ends as the gateway has it',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const { captures } = stage.pay.account
    stage.pay.account.captures = 'later'
    let permutations = 0
    const count = rig.some(2_500, 4)
    await times(count, 16, async (n) => {
      const at = await goToPay(stage, buyer(n))
      const told: PayEvent[] = []
      for (const step of n % 4 === 3 ? declined : paid) {
        await step.happens(stage, at)
        told.push(...step.told)
        const messages = shuffled([...told, ...told, 'refunded' as const]).map((event) =>
          stage.post.message(at.payment, event, Math.random() < 0.5 ? 0 : permutations),
        )
        await Promise.all(messages.map((message) => stage.post.deliver(message)))
        permutations++
      }
    })
    stage.pay.account.captures = captures
    await settled(stage)
    const books = await stage.books(since)
    const attemptOf = new Map(books.attempts.map((attempt) => [attempt.gatewayPaymentId, attempt]))
    const otherwise = books.gateway.flatMap(({ id }) => {
      const there = stage.pay.payments.get(id)!.status
      const here = attemptOf.get(id)?.state
      return here === there ? [] : [`${id} is ${there} at the gateway, ${here} here`]
    })
    const completed = books.journeys.filter(({ state }) => state === 'completed')
    return [
      exactly('permutations', count * paid.length, permutations),
      none('payments not as the gateway has them', otherwise),
      none('moves backwards', await movesBackwards(stage)),
      none('paid and unfinished, or paid twice', [
        ...unfinished({ ...books, journeys: completed }),
        ...chargedTwice(books),
      ]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

/** Pay gives a fresh link to whoever asks; the payer's own page needs none. */
async function visitAgain(stage: Stage, { payment }: AtPay, does: 'submit' | 'pay' | 'decline') {
  const token = `page-${payment.id}`
  payment.links.add(token)
  await stage.pay.visit(`${stage.pay.url}/secure/${token}`, does)
}

async function movesBackwards(stage: Stage): Promise<string[]> {
  const told = await stage.query<{ payment: string; event: string }>(`
    select payment_id as payment, event from audit_event where payment_id is not null and event ~ '^payment[.]'
      and event not in ('payment.sent', 'payment.check-requested') order by id`)
  const last = new Map<string, PaymentState>()
  return told.flatMap(({ payment, event }) => {
    const to = event.replace('payment.', '').replace('succeeded', 'success') as PaymentState
    const from = last.get(payment)
    last.set(payment, to)
    return from === undefined || canMove(from, to) ? [] : [`${payment} from ${from} to ${to}`]
  })
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one)
}
