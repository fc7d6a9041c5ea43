import { Hono } from 'hono'
import { NotFound } from '../../../errors.ts'
import { checkAnswersRows } from '../../../journey/index.ts'
import { formatPence } from '../../../money.ts'
import { can } from '../../../people/index.ts'
import { explainPrice } from '../../../pricing/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { type OfficerContext, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { deliveryWords, paymentWords, submissionWords, vatWords } from '../state-words.ts'

/** Finding a submission, and everything that happened to it: what an officer reads when a resident rings. */
export function submissionsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/submissions', allow('submissions.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const forms = await deps.forms.list(organisationId)
    const reference = (c.req.query('reference') ?? '').slice(0, 40)
    const form = forms.find(({ slug }) => slug === c.req.query('form'))
    const asked = c.req.query('state')
    const state = asked === 'submitted' || asked === 'completed' ? asked : undefined
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1), 10_000)
    const found = await deps.submissions.search(organisationId, {
      page,
      ...(reference && { reference }),
      ...(form && { formId: form.id }),
      ...(state && { state }),
    })
    const address = (to: number) =>
      `/officer/submissions?${new URLSearchParams({ reference, form: form?.slug ?? '', state: state ?? '', page: String(to) })}`
    return showPage(deps, c, 'submissions/submissions', {
      title: 'Submissions',
      section: 'submissions',
      reference,
      form: form?.slug ?? '',
      state: state ?? '',
      forms: [
        { value: '', text: 'All forms' },
        ...forms.map(({ slug, title }) => ({ value: slug, text: title })),
      ],
      rows: found.rows.map((row) => ({ ...row, words: submissionWords(row.state) })),
      previous: page > 1 ? address(page - 1) : undefined,
      next: found.more ? address(page + 1) : undefined,
    })
  })

  app.get('/submissions/:reference', allow('submissions.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const record = await deps.submissions.record(organisationId, c.req.param('reference'))
    if (!record) throw new NotFound('There is no submission with this reference')
    const { submission, payments, deliveries, ledger } = record
    const version = await deps.forms.version(submission.formVersionId)
    const officer = c.get('officer')
    return showPage(deps, c, 'submissions/submission', {
      title: `Submission ${submission.reference}`,
      section: 'submissions',
      backHref: '/officer/submissions',
      backText: 'Submissions',
      notice: noticeOf(c),
      submission,
      words: submissionWords(submission.state),
      form: { title: version.document.title, number: version.number, mode: version.mode },
      sections: checkAnswersRows(version.compiled, submission.answers, 'en'),
      price: submission.price && { ...explainPrice(submission.price), on: submission.price.explanation.on },
      payments: payments.map((payment) => ({ ...payment, words: paymentWords(payment.state) })),
      deliveries: deliveries.map((delivery) => ({ ...delivery, words: deliveryWords(delivery.state) })),
      ledger: ledger.map((entry) => ({ ...entry, vat: vatWords[entry.vatTreatment] ?? entry.vatTreatment })),
      events: await namedEvents(deps, organisationId, record.events),
      mayCheck: can(officer, 'payments.check'),
      mayReplay: can(officer, 'deliveries.replay'),
    })
  })
  return app
}

/** What the buttons of this page did, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('checked') !== undefined) return 'The gateway was asked. What it said is below.'
  if (c.req.query('replayed') !== undefined) return 'The delivery is queued and will be sent again.'
  return undefined
}

async function namedEvents(
  deps: OfficerDeps,
  organisationId: string,
  events: { at: Date; actor: string; event: string; details: Record<string, unknown> }[],
) {
  const names = new Map<string, string>()
  for (const { actor } of events) {
    if (!names.has(actor)) names.set(actor, await deps.people.officers.actorName(organisationId, actor))
  }
  return events.map(({ at, actor, event, details }) => ({
    at,
    actor: names.get(actor),
    event: eventWords(event),
    details: detailWords(details),
  }))
}

/** `payment.succeeded` → "Payment succeeded". */
function eventWords(event: string): string {
  const words = event.replace(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `{ totalPence: 2500, gatewayPaymentId: "x" }` → "total £25.00, gateway payment id x". Actors are named beside the event already. */
function detailWords(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && !(typeof value === 'string' && value.startsWith('officer:')))
    .map(([key, value]) => {
      const money = key.endsWith('Pence') && Number.isSafeInteger(value)
      const name = key
        .replace(/Pence$/, money ? '' : 'Pence')
        .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .trim()
      const said = money
        ? formatPence(value as number)
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value)
      return `${name} ${said}`
    })
    .join(', ')
}
