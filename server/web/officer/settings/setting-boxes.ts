import type { FormDocument } from '../../../../form-schemas/document.ts'
import { type Boxes, wordBoxes } from './boxes.ts'
import { messageBoxes } from './message-rows.ts'
import { useLimitBoxes } from './use-limit-rows.ts'

/** Ticks: a box that is not ticked is not posted at all. */
export const ticks = ['taskList', 'saveAndReturn'] as const

/** Everything on the screen, from the document. */
export function settingBoxes(document: FormDocument): Boxes {
  const { payment, settings, confirmation } = document
  return {
    ...wordBoxes('title', document.title),
    gateway: payment?.gateway ?? '',
    reference: payment?.reference ?? '',
    ...wordBoxes('description', payment?.description),
    opens: settings?.opens ?? '',
    closes: settings?.closes ?? '',
    limit: String(settings?.limit ?? ''),
    ...wordBoxes('closedMessage', settings?.closedMessage),
    taskList: settings?.taskList ? 'yes' : '',
    saveAndReturn: settings?.saveAndReturn === false ? '' : 'yes',
    savedDays: String(settings?.savedDays ?? ''),
    ...wordBoxes('declaration', settings?.declaration),
    ...wordBoxes('whatHappensNext', confirmation?.whatHappensNext),
    feedbackUrl: confirmation?.feedbackUrl ?? '',
    ...wordBoxes('contact', settings?.contact),
    privacyUrl: settings?.privacyUrl ?? '',
    retentionDays: String(settings?.retentionDays ?? ''),
    brand: settings?.brand ?? '',
    ...useLimitBoxes(document),
    ...messageBoxes(document),
  }
}
