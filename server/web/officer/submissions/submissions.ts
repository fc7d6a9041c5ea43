import { Hono } from 'hono'
import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { NotFound } from '../../../errors.ts'
import { checkAnswersRows } from '../../../journey/index.ts'
import { elsewhereMethods } from '../../../payments/index.ts'
import { can } from '../../../people/index.ts'
import { explainPrice, priceSteps } from '../../../pricing/index.ts'
import { actorNames } from '../actor-names.ts'
import { cardNumberTyped } from '../card-number-typed.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, type OfficerContext, showPage } from '../page.ts'
import { pageNumber } from '../paging.ts'
import { gatewayWords } from '../payments/gateway-words.ts'
import { ledgerRows } from '../payments/ledger-rows.ts'
import { canBeAsked, checkedNotice } from '../payments/payment.ts'
import { allow } from '../session.ts'
import {
  channelWords,
  claimWords,
  deliveryWords,
  linkWords,
  messageKindWords,
  messageWords,
  paymentWords,
  refundWords,
  submissionChannelWords,
  submissionWords,
} from '../state-words.ts'
import { timeline } from '../timeline.ts'
import { sentFiles } from './sent-files.ts'

/** Finding a submission, and everything that happened to it: what an officer reads when a resident rings. */
export function submissionsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/submissions', allow('submissions.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const forms = await deps.forms.list(organisationId)
    const reference = (c.req.query('reference') ?? '').slice(0, 40)
    if (looksLikeCardNumber(reference)) return c.redirect('/officer/submissions?card=1', 303)
    const problems = c.req.query('card') === undefined ? [] : [cardNumberTyped('reference')]
    const form = forms.find(({ slug }) => slug === c.req.query('form'))
    const asked = c.req.query('state')
    const state = asked === 'submitted' || asked === 'completed' ? asked : undefined
    const page = pageNumber(c.req.query('page'))
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
      ...errorContext(problems),
    })
  })

  app.get('/submissions/:reference', allow('submissions.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const record = await deps.submissions.record(organisationId, c.req.param('reference'))
    if (!record) throw new NotFound('There is no submission with this reference')
    const { submission, payments, refunds, claims, payLinks, messages, deliveries, ledger } = record
    const version = await deps.forms.version(submission.formVersionId)
    const officer = c.get('officer')
    const nameOf = await actorNames(deps, organisationId, [
      submission.assistedBy,
      ...refunds.map(({ requestedBy }) => requestedBy),
      ...claims.flatMap(({ claimedBy, decidedBy }) => [claimedBy, decidedBy]),
      ...payLinks.map(({ sentBy }) => sentBy),
    ])
    return showPage(deps, c, 'submissions/submission', {
      title: `Submission ${submission.reference}`,
      section: 'submissions',
      backHref: '/officer/submissions',
      backText: 'Submissions',
      notice: noticeOf(c),
      submission,
      words: submissionWords(submission.state),
      form: { title: version.document.title, number: version.number, mode: version.mode },
      files: sentFiles(version.compiled, submission.reference!, await deps.files.ofSubmission(submission.id)),
      sections: checkAnswersRows(version.compiled, submission.answers, 'en'),
      price: submission.price && {
        ...explainPrice(submission.price),
        on: submission.price.explanation.on,
        steps: priceSteps(submission.price),
      },
      channel: submissionChannelWords[submission.channel],
      assistedBy: submission.assistedBy && nameOf(submission.assistedBy),
      payments: payments.map((payment) => ({
        ...payment,
        words: paymentWords(payment.state),
        gatewayTitle: gatewayWords(deps, payment),
        channelText: channelWords[payment.channel],
        mayCheck: can(officer, 'payments.check') && canBeAsked(payment),
        refunds: refunds
          .filter(({ paymentId }) => paymentId === payment.id)
          .map((refund) => ({
            ...refund,
            words: refundWords(refund.state),
            requestedByName: nameOf(refund.requestedBy),
          })),
      })),
      claims: claims.map((claim) => ({
        ...claim,
        words: claimWords(claim.state),
        methodText: elsewhereMethods[claim.method],
        claimedByName: nameOf(claim.claimedBy),
        decidedByName: nameOf(claim.decidedBy),
      })),
      payLinks: payLinks.map((link) => ({
        ...link,
        sentByName: nameOf(link.sentBy),
        words: linkWords(link, deps.clock.now()),
        message: messages.find(({ id }) => id === link.messageId),
      })),
      messages: messages.map((message) => ({
        ...message,
        words: messageWords(message.state),
        kindText: messageKindWords(message.kind),
      })),
      deliveries: deliveries.map((delivery) => ({ ...delivery, words: deliveryWords(delivery.state) })),
      ledger: ledgerRows(ledger),
      entries: await timeline(deps, organisationId, record.events),
      maySeePayments: can(officer, 'payments.read'),
      mayTake: can(officer, 'payments.take'),
      mayReplay: can(officer, 'deliveries.replay'),
    })
  })
  return app
}

/** What the buttons of this page did, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('replayed') !== undefined) return 'The delivery is queued and will be sent again.'
  return checkedNotice(c)
}
