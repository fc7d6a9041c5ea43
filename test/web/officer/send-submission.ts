import { sampleAnswers } from '../../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../../form-schemas/answers.ts'
import { londonDay } from '../../../server/clock.ts'
import { reachableAnswers } from '../../../server/journey/index.ts'
import { sealPrice } from '../../../server/submissions/index.ts'
import { owedBy, paySubmission } from '../../../server/submissions/pay.ts'
import type { Office } from './an-office.ts'

/** Fills a form in and sends it; a form with a price is left at the gateway's page, whose address is given. */
export async function sendSubmission(
  office: Office,
  slug: string,
  answers: Answers = {},
  organisationSlug = 'exampleshire',
) {
  const { forms, submissions, pricing, payments, clock, db } = office.house
  const form = (await forms.liveVersion(organisationSlug, slug))!
  const { token } = await submissions.start(form, 'en')
  const all = { ...sampleAnswers(form.document, 1), ...answers }
  // Pages with nothing to answer count as read once somebody continued from them.
  const contentPages = Object.fromEntries(form.compiled.pages.map(({ continuedKey }) => [continuedKey, true]))
  await submissions.savePage(token, form.versionId, { ...contentPages, ...all })
  const reachable = reachableAnswers(form.compiled, { ...contentPages, ...all })
  const priced = await pricing.price(form.document, reachable, londonDay(clock.now()))
  if (priced.kind === 'refused') throw new Error(priced.reason)
  const sent = await submissions.submit(token, sealPrice(priced.price))
  if (sent.kind !== 'submitted') throw new Error(`Not submitted: ${JSON.stringify(sent)}`)
  const pay = await paySubmission(
    { db, clock: office.house.clock, payments, version: forms.version, baseUrl: office.house.config.baseUrl },
    sent.submission,
  )
  const row = (await submissions.byId(sent.submission.id))!
  return {
    reference: row.reference!,
    submissionId: row.id,
    payAddress: pay.kind === 'pay' ? pay.url : undefined,
  }
}

/** Presses a button on the sandbox gateway's page. */
export async function payAtSandbox(office: Office, payAddress: string, outcome: string): Promise<void> {
  const { app } = office.house.sandbox
  const path = (address: string) =>
    new URL(address, 'http://gateway.test/sandbox/pay/x').pathname.replace(/^\/sandbox/, '')
  const opened = await app.request(path(payAddress))
  const session = opened.headers.get('location')
  if (opened.status !== 303 || !session) throw new Error(`The gateway's page answered ${opened.status}`)
  await app.request(path(session), { method: 'POST', body: new URLSearchParams({ outcome }) })
}

/** Records, as an officer would, that a submission was paid in cash. Gives the id under which another officer confirms it. */
export async function claimElsewhere({ house }: Office, submissionId: string): Promise<string> {
  const submission = (await house.submissions.byId(submissionId))!
  const owed = owedBy(await house.forms.version(submission.formVersionId), submission)
  const typed = {
    method: 'cash',
    receiptNumber: 'TILL-1',
    paidOn: londonDay(house.clock.now()),
    amountPence: owed.amountPence,
  }
  return (await house.payments.elsewhere.claim(owed, typed, 'officer:somebody')).id
}
