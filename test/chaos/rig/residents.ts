import type { StandInPayment } from '../../support/govuk-pay.ts'
import { createPatientResident, type Page, type PatientResident } from '../../support/patient-resident.ts'
import { paymentBehind } from './pay-post.ts'
import type { Stage } from './stage.ts'

/** A resident on the gateway's page, and what the gateway has there. */
export interface AtPay {
  resident: PatientResident
  hours: number
  email: string
  link: URL
  payment: StandInPayment
}

export interface Buyer {
  hours: number
  email: string
}

/** The n-th resident of a scenario. */
export function buyer(n: number): Buyer {
  return { hours: 1 + (n % 24), email: `resident-${n}@example.org` }
}

/** From the start page to Pay's. @throws Error when the way leads elsewhere */
export async function goToPay(stage: Stage, who: Buyer): Promise<AtPay> {
  const resident = createPatientResident(stage.server.baseUrl)
  await resident.fillIn(who)
  return arriveAtPay(stage, resident, who, await resident.send())
}

export function arriveAtPay(stage: Stage, resident: PatientResident, who: Buyer, page: Page): AtPay {
  const link = page.next
  const payment = link && paymentBehind(stage.pay, link)
  if (!payment)
    throw new Error(`${page.url.pathname} led to ${link ?? page.status} instead of a payment: ${page.html}`)
  return { resident, ...who, link: link!, payment }
}

/** Back from Pay, over every redirect, to a page. */
export async function comeBack({ resident, payment }: Pick<AtPay, 'resident' | 'payment'>): Promise<Page> {
  let page = await resident.go(payment.fields.return_url)
  while (page.next) page = await resident.go(page.next)
  return page
}

export function isConfirmation(page: Page): boolean {
  return page.status === 200 && page.url.pathname.includes('/confirmation/')
}

export function titleOf({ html }: Page): string {
  return /<h1[^>]*>\s*([^<]*?)\s*<\/h1>/.exec(html)?.[1] ?? ''
}
