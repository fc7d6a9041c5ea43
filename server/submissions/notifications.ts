import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument, NotificationSettings } from '../../form-schemas/document.ts'
import { type Language, say } from '../../form-schemas/words.ts'
import { own } from '../journey/index.ts'
import { type Channel, readAddress, textAtMost } from '../messages/index.ts'
import { formatPence } from '../money.ts'
import type { SubmissionRow } from './submission-store.ts'

/** A message that a form's own document asks for, ready to be queued. */
export interface NotificationMessage {
  channel: Channel
  to: string
  /** Empty for a text message. */
  subject: string
  text: string
}

/** What stands in an officer's words for what is only known when a form was sent. */
export interface Fillings {
  reference: string
  form: string
  amount: string
}

/** "TEST: " and its like, which a message of a test form begins with. */
const longestMark = 20

/**
 * The messages of a form to queue when a submission of it is complete, in the submission's language. Whoever left no address, or one
 * that cannot be used for the channel (a landline), gets none: a message never stands in a submission's way.
 * `answers`: those on reachable pages.
 */
export function notificationsFor(
  document: FormDocument,
  submission: Pick<SubmissionRow, 'reference' | 'totalPence' | 'language'>,
  answers: Answers,
): NotificationMessage[] {
  const { language } = submission
  const fillings = {
    reference: submission.reference ?? '',
    form: say(document.title, language),
    amount: formatPence(submission.totalPence ?? 0),
  }
  return (document.notifications ?? []).flatMap((settings): NotificationMessage[] => {
    const { channel } = settings
    const read = readAddress(channel, addressOf(settings, answers))
    if (read.kind === 'unusable') return []
    const { subject, text } = filled(settings, fillings, language)
    const most = textAtMost[channel] - longestMark
    return [{ channel, to: read.address, subject, text: [...text].slice(0, most).join('') }]
  })
}

function addressOf({ to }: NotificationSettings, answers: Answers): string {
  if ('address' in to) return to.address
  const answer = own(answers, to.question)
  return typeof answer === 'string' ? answer : ''
}

/** An e-mail without a subject of its own has the form's title. What is filled in is never filled in again. */
export function filled(
  { channel, subject, text }: Pick<NotificationSettings, 'channel' | 'subject' | 'text'>,
  fillings: Fillings,
  language: Language,
): { subject: string; text: string } {
  const fill = (words: string) =>
    words.replace(/\{(reference|form|amount)\}/g, (_, name: keyof Fillings) => fillings[name])
  return {
    subject: channel === 'email' ? fill(say(subject, language)) || fillings.form : '',
    text: fill(say(text, language)),
  }
}
