import type { FormDocument, FormSettings } from '../../../../form-schemas/document.ts'
import type { DocumentPart } from '../../../forms/index.ts'
import type { PostedForm } from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { readNumber, readText, readWords, withKeys } from './boxes.ts'
import { readMessages } from './message-rows.ts'
import { readUseLimits } from './use-limit-rows.ts'

export interface ReadSettings {
  part: DocumentPart
  /** The box that a problem of the document belongs to. */
  fieldOf(pointer: string): string
}

/** What the screen posted as parts of the document. What it has no box for stays as it was. */
export function readSettings(form: PostedForm, before: FormDocument): ReadSettings {
  const limits = readUseLimits(form, before.settings?.useLimits ?? [])
  const messages = readMessages(form, before.notifications ?? [])
  const gateway = form.text('gateway')
  const { payment, confirmation } = before
  return {
    part: {
      title: readWords(form, 'title', before.title) ?? '',
      payment:
        gateway === ''
          ? undefined
          : {
              ...payment,
              gateway,
              description: readWords(form, 'description', payment?.description) ?? '',
              reference: form.text('reference').trim(),
            },
      notifications: messages.length > 0 ? messages.map(({ message }) => message) : undefined,
      confirmation: withKeys<NonNullable<FormDocument['confirmation']>>(confirmation, {
        whatHappensNext: readWords(form, 'whatHappensNext', confirmation?.whatHappensNext),
        feedbackUrl: readText(form, 'feedbackUrl'),
      }),
      settings: withKeys<FormSettings>(before.settings, {
        ...formSettings(form, before.settings),
        useLimits: limits.length > 0 ? limits.map(({ limit }) => limit) : undefined,
      }),
    },
    fieldOf: (pointer) =>
      fieldFor(
        pointer,
        limits.map(({ row }) => row),
        messages.map(({ row }) => row),
      ),
  }
}

function formSettings(form: PostedForm, was: FormSettings | undefined): Partial<FormSettings> {
  return {
    retentionDays: readNumber(form, 'retentionDays'),
    contact: readWords(form, 'contact', was?.contact),
    privacyUrl: readText(form, 'privacyUrl'),
    opens: readText(form, 'opens'),
    closes: readText(form, 'closes'),
    limit: readNumber(form, 'limit'),
    closedMessage: readWords(form, 'closedMessage', was?.closedMessage),
    // Missing and its usual value say the same: which of the two a document has stays as it was.
    taskList: form.has('taskList') ? true : was?.taskList === false ? false : undefined,
    saveAndReturn: form.has('saveAndReturn') ? was?.saveAndReturn || undefined : false,
    savedDays: readNumber(form, 'savedDays'),
    declaration: readWords(form, 'declaration', was?.declaration),
    brand: readText(form, 'brand'),
  }
}

const outer = new Set(['payment', 'confirmation', 'settings', 'en', 'cy'])

/** `/payment/description/cy` is the box `descriptionCy`; `/notifications/0/to/address` is `messages.2.address`, of the row it came from. */
function fieldFor(pointer: string, limitRows: number[], messageRows: number[]): string {
  const parts = fieldOfPointer(pointer, '').split('.')
  const welsh = parts.at(-1) === 'cy' ? 'Cy' : ''
  const [name = 'gateway', index, ...inner] = parts.filter((part) => !outer.has(part))
  if (name !== 'useLimits' && name !== 'notifications') return `${name}${welsh}`
  const [list, rows] = name === 'useLimits' ? [name, limitRows] : ['messages', messageRows]
  // What has no box of its own (its name, the list as a whole) is told where the row begins.
  const box = inner.find((part) => !['to', 'name', 'id'].includes(part)) ?? 'question'
  return `${list}.${rows[Number(index)] ?? 0}.${box}${welsh}`
}
