import { createPatientResident, type Page, permitPath, sealOn } from '../../support/patient-resident.ts'
import { arriveAtPay, buyer, comeBack, isConfirmation, titleOf } from './residents.ts'
import type { Stage } from './stage.ts'

/** Where a resident may be when something changes behind their back. */
export const walkPoints = [
  'before the first answer',
  'between the answers and the price',
  'while the price is shown',
  'on the hosted page',
  'after a declined payment',
  'paid, and not yet back',
] as const
export type WalkPoint = (typeof walkPoints)[number]

export interface Walked {
  /** As our own gateway reference goes. */
  reference: string
  /** The total on the last page that was shown before the answers were sent, in pence. */
  shownPence: number
  /** A page came in between that said the price had changed. */
  priceChangedOnPage: boolean
  /** What the gateway was told, attempt by attempt, in pence. */
  chargedPence: number[]
  /** Empty when the last page was the confirmation. */
  wrong: string
}

/** One whole journey with a declined payment in it, stopping at every point until it is asked to go on. */
export async function* walk(stage: Stage, n: number): AsyncGenerator<WalkPoint, Walked> {
  const who = buyer(n)
  const resident = createPatientResident(stage.server.baseUrl)
  await resident.go(permitPath, {})
  yield 'before the first answer'
  await resident.go(`${permitPath}/how-long`, { hours: String(who.hours), email: who.email })
  yield 'between the answers and the price'
  let shown = await resident.go(`${permitPath}/check-your-answers`)
  yield 'while the price is shown'
  let sent = await resident.tryOnce(shown.url, { seen: sealOn(shown) })
  const priceChangedOnPage = sent.status === 409
  if (priceChangedOnPage) {
    shown = sent
    sent = await resident.go(shown.url, { seen: sealOn(shown) })
  }
  const first = arriveAtPay(stage, resident, who, sent)
  yield 'on the hosted page'
  await stage.pay.visit(first.link.href, 'decline')
  const declined = await comeBack(first)
  yield 'after a declined payment'
  const second = arriveAtPay(stage, resident, who, await resident.go(declined.url, {}))
  await stage.pay.visit(second.link.href, 'pay')
  yield 'paid, and not yet back'
  const last = await comeBack(second)
  return {
    reference: second.payment.fields.reference,
    shownPence: totalOn(shown),
    priceChangedOnPage,
    chargedPence: [first, second].map(({ payment }) => payment.fields.amount),
    wrong: isConfirmation(last) ? '' : titleOf(last),
  }
}

/** Goes on to a point; or, without one, to the end. */
export async function walkTo(journey: AsyncGenerator<WalkPoint, Walked>, point: WalkPoint): Promise<void> {
  for (;;) {
    const { done, value } = await journey.next()
    if (done) throw new Error(`A journey ended before ${point}`)
    if (value === point) return
  }
}

export async function walkToEnd(journey: AsyncGenerator<WalkPoint, Walked>): Promise<Walked> {
  for (;;) {
    const { done, value } = await journey.next()
    if (done) return value
  }
}

function totalOn({ html }: Page): number {
  const words = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const pounds = /Total £([\d,]+\.\d\d)/.exec(words)?.[1]
  if (!pounds) throw new Error(`No total on the page: ${words.slice(0, 1500)}`)
  return Math.round(Number(pounds.replaceAll(',', '')) * 100)
}
