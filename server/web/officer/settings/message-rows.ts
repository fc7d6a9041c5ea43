import type { FormDocument, NotificationSettings } from '../../../../form-schemas/document.ts'
import type { PostedForm } from '../page.ts'
import { type Boxes, readText, readWords, wordBoxes } from './boxes.ts'
import { free, isEmptyRow } from './use-limit-rows.ts'

/** The same limit that a document is held to. */
export const mostMessages = 10

/** One row for each message and an empty one for another. */
export function messageBoxes({ notifications = [] }: FormDocument): Boxes {
  const rows: (NotificationSettings | undefined)[] = [...notifications]
  if (rows.length < mostMessages) rows.push(undefined)
  return Object.assign(
    {},
    ...rows.map((message, row) => ({
      [`messages.${row}.channel`]: message?.channel ?? '',
      [`messages.${row}.question`]: message && 'question' in message.to ? message.to.question : '',
      [`messages.${row}.address`]: message && 'address' in message.to ? message.to.address : '',
      ...wordBoxes(`messages.${row}.subject`, message?.subject),
      ...wordBoxes(`messages.${row}.text`, message?.text),
    })),
  ) as Boxes
}

/** The messages, each with the row it came from: a row that is not to be sent any more is gone. */
export function readMessages(
  form: PostedForm,
  before: readonly NotificationSettings[],
): { row: number; message: NotificationSettings }[] {
  const taken = new Set(before.map(({ id }) => id))
  return Array.from({ length: mostMessages }, (_, row) => row).flatMap((row) => {
    const name = `messages.${row}`
    const channel = form.text(`${name}.channel`)
    const was = before[row]
    // What was typed into the empty row is never dropped unseen: the document says what is still missing.
    if (channel === '' && (was || isEmptyRow(form, name))) return []
    const question = form.text(`${name}.question`)
    const subject = readWords(form, `${name}.subject`, was?.subject)
    const message: NotificationSettings = {
      id: was?.id ?? free(taken, 'message'),
      on: 'completed',
      channel: channel as NotificationSettings['channel'],
      to: question === '' ? { address: readText(form, `${name}.address`) ?? '' } : { question },
      ...(subject !== undefined && { subject }),
      text: readWords(form, `${name}.text`, was?.text) ?? '',
    }
    return [{ row, message }]
  })
}
