import type { House } from '../app.ts'
import { byResident, paySubmission } from '../submissions/pay.ts'
import { lastDayOf, payLinkState } from '../submissions/pay-links.ts'
import { channelsOf } from './message-channels.ts'
import type { ResidentDeps } from './resident/deps.ts'

/** Asking somebody else to pay, as residents' pages are handed it. */
export function sharingDeps({ db, submissions, messages, forms, clock }: House): ResidentDeps['sharing'] {
  return {
    channels: (form) => channelsOf({ messages, db }, form),

    async newest(submissionId) {
      const submission = await submissions.byId(submissionId)
      const [link] = await submissions.payLinks.of(submissionId)
      if (!submission || !link) return undefined
      const message = (await messages.forSubmission(submissionId)).find(({ id }) => id === link.messageId)
      if (!message) throw new Error(`The message of payment link ${link.id} is gone`)
      return {
        id: link.id,
        state: payLinkState(link, { submission, newest: link, now: clock.now() }),
        channel: message.channel,
        maskedTo: message.maskedTo,
        message: message.state,
        sentAt: link.createdAt,
        worksUntil: lastDayOf(link),
      }
    },

    async send({ submissionId, channel, to, after }) {
      const submission = (await submissions.byId(submissionId))!
      const form = await forms.version(submission.formVersionId)
      await submissions.payLinks.send({ submission, form, channel, to, after, sentBy: 'resident' })
    },
  }
}

/** Paying by a link, as residents' pages are handed it. */
export function payLinkDeps({
  db,
  submissions,
  payments,
  forms,
  clock,
  config,
}: House): ResidentDeps['payLinks'] {
  async function find(token: string) {
    const link = await submissions.payLinks.ofToken(token)
    if (!link) return undefined
    const submission = (await submissions.byId(link.submissionId))!
    const [newest] = await submissions.payLinks.of(submission.id)
    return { link, submission, state: payLinkState(link, { submission, newest, now: clock.now() }) }
  }

  return {
    async read(token, opened) {
      const found = await find(token)
      if (!found) return undefined
      const { link, submission, state } = found
      if (opened && state === 'alive' && !link.openedAt) await submissions.payLinks.open(token)
      return {
        state,
        submissionId: submission.id,
        versionId: submission.formVersionId,
        language: submission.language,
        reference: submission.reference!,
        price: submission.price!,
        worksUntil: lastDayOf(link),
      }
    },

    async pay(token) {
      const found = await find(token)
      if (found?.state !== 'alive') return undefined
      const pay = { db, clock, payments, version: forms.version, baseUrl: config.baseUrl }
      return paySubmission(pay, found.submission, { ...byResident, channel: 'link' })
    },
  }
}
