import type { Books } from '../../support/books.ts'
import { permitPath } from '../../support/patient-resident.ts'
import { unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { type AtPay, buyer, comeBack, goToPay, isConfirmation } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

interface Paid extends AtPay {
  paymentId: string
}

/** Catalogue 25: what was done once and is done again. Each says what it may be answered with. */
const replays: { what: string; again(stage: Stage, paid: Paid, token: string): Promise<boolean> }[] = [
  {
    what: 'the return address, opened again',
    again: async (_stage, paid) => isConfirmation(await comeBack(paid)),
  },
  {
    what: '“Try again”, pressed after paying',
    again: async (_stage, { resident, payment }) =>
      leadsToConfirmation(await resident.tryOnce(payment.fields.return_url, {})),
  },
  {
    what: 'check-your-answers, sent again',
    again: async (_stage, { resident }) =>
      leadsToConfirmation(await resident.tryOnce(`${permitPath}/check-your-answers`, { seen: '1' })),
  },
  {
    what: 'an answer, given again',
    again: async (_stage, { resident }) =>
      leadsToConfirmation(await resident.tryOnce(`${permitPath}/how-long`, { hours: '24', email: '' })),
  },
  {
    what: 'the link to Pay, used again',
    again: async ({ pay }, { link }) => (await pay.visit(link.href, 'pay')) === 'link-used',
  },
  {
    what: 'the webhook, sent again',
    again: async ({ post }, { payment }) => (await post.send(post.message(payment, 'succeeded'))) === 200,
  },
  {
    what: 'an officer’s check, asked again',
    again: async ({ server }, { paymentId }, token) => {
      const answer = await fetch(`${server.baseUrl}/api/v1/payments/${paymentId}/check`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      })
      await answer.arrayBuffer()
      return answer.status === 200
    },
  },
  {
    what: 'an officer’s refund of everything, pressed again',
    again: async (stage, { paymentId }) =>
      (await stage.door('/rig/refunds', { paymentId, officer: 'two' })).status === 409,
  },
]

export const replayed: Scenario = {
  name: 'replays',
  promise: 'what was done once and is done again has no effect',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const payers = rig.some(50, 3)
    const paid = await times(payers, 8, (n) => payAndBePaidBack(stage, n))
    await settled(stage)
    const before = await stage.books(since)
    const count = rig.some(1_000, 24)
    const { json } = await stage.door('/rig/tokens', {})
    const wrong: string[] = []
    await times(count, 8, async (n) => {
      const { what, again } = replays[n % replays.length]!
      const one = paid[Math.floor(n / replays.length) % paid.length]!
      if (!(await again(stage, one, String(json.token)))) wrong.push(what)
    })
    await settled(stage)
    const books = await stage.books(since)
    return [
      none(`of ${count} replays answered as if it were the first time`, wrong),
      exactly('effects', 0, differences(before, books)),
      none('unfinished', unfinished(books)),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function payAndBePaidBack(stage: Stage, n: number): Promise<Paid> {
  const at = await goToPay(stage, buyer(n))
  await stage.pay.visit(at.link.href, 'pay')
  await stage.post.deliver(stage.post.message(at.payment, 'succeeded'))
  await comeBack(at)
  const [row] = await stage.query<{ id: string }>(
    `select id from payment where gateway_payment_id = '${at.payment.id}'`,
  )
  await stage.door('/rig/refunds', { paymentId: row!.id, officer: 'one' })
  return { ...at, paymentId: row!.id }
}

function leadsToConfirmation({ status, next }: { status: number; next: URL | undefined }): boolean {
  return status === 303 && next !== undefined && next.pathname.includes('/confirmation/')
}

function differences(before: Books, after: Books): number {
  const lines = ({ journeys, attempts, gateway }: Books) =>
    [...journeys, ...attempts, ...gateway].map((row) => JSON.stringify(row)).sort()
  const had = new Set(lines(before))
  return lines(after).filter((line) => !had.has(line)).length + Math.abs(lines(after).length - had.size)
}
