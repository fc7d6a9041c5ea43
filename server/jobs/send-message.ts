import { type JobKind, nudge } from './job-kind.ts'

/** One attempt of one message. Senders answer in a second or two, or hold a place until they are given up. */
export const sendMessage: JobKind<'send-message'> = {
  name: 'send-message',
  rowId: (job) => job.messageId,
  atOnce: 3,
  queue: nudge,
}
