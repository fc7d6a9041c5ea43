import { isDeepStrictEqual } from 'node:util'
import type {
  FormDocument,
  FormSettings,
  NotificationSettings,
  UseLimit,
} from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { sayMoment } from '../opening.ts'
import { settingChange } from './questions.ts'
import { movedKeys, textChange, wordChanges } from './say-change.ts'

const settingWords: Record<keyof FormSettings, string> = {
  retentionDays: 'Days for which sent answers are kept',
  contact: 'Contact details',
  privacyUrl: 'Address of the privacy notice',
  opens: 'The form opens',
  closes: 'The form closes',
  limit: 'Submissions at most',
  closedMessage: 'What residents read while the form is closed',
  taskList: 'Shown as a list of tasks',
  saveAndReturn: 'Residents may save and come back',
  savedDays: 'Days for which saved answers are kept',
  declaration: 'Declaration',
  brand: 'Brand',
  useLimits: 'Limits',
}

export function settingsChanges(before: FormDocument, after: FormDocument): string[] {
  const [was, is] = [before.settings ?? {}, after.settings ?? {}]
  const said = (Object.keys(settingWords) as (keyof FormSettings)[]).flatMap((key) => {
    if (key === 'useLimits') return useLimitChanges(was.useLimits ?? [], is.useLimits ?? [])
    if (key === 'opens' || key === 'closes')
      return textChange(settingWords[key], moment(was[key]), moment(is[key]))
    return settingChange(settingWords[key], was[key], is[key])
  })
  return [
    ...wordChanges('Title', before.title, after.title),
    ...said,
    ...sectionChanges(before, after),
    ...paymentChanges(before, after),
    ...wordChanges(
      'What happens next, on the last page',
      before.confirmation?.whatHappensNext,
      after.confirmation?.whatHappensNext,
    ),
    ...settingChange(
      'Address for feedback',
      before.confirmation?.feedbackUrl,
      after.confirmation?.feedbackUrl,
    ),
  ]
}

const moment = (at: string | undefined) => (at === undefined ? '' : sayMoment(at))

function paymentChanges({ payment: was }: FormDocument, { payment: is }: FormDocument): string[] {
  return [
    ...textChange('Gateway account', was?.gateway ?? '', is?.gateway ?? ''),
    ...wordChanges('Description of the payment', was?.description, is?.description),
    ...textChange('Reference of the payment', was?.reference ?? '', is?.reference ?? ''),
  ]
}

function sectionChanges(before: FormDocument, after: FormDocument): string[] {
  const was = new Map((before.sections ?? []).map((section) => [section.key, section.title]))
  const is = new Map((after.sections ?? []).map((section) => [section.key, section.title]))
  return [
    ...[...new Set([...was.keys(), ...is.keys()])].flatMap((key) =>
      wordChanges('Section', was.get(key), is.get(key)),
    ),
    ...movedKeys([...was.keys()], [...is.keys()]).map(
      (key) => `Section ‘${say(is.get(key))}’ stands in another place`,
    ),
  ]
}

function useLimitChanges(before: UseLimit[], after: UseLimit[]): string[] {
  const was = new Map(before.map((limit) => [limit.name, limit]))
  const is = new Map(after.map((limit) => [limit.name, limit]))
  const terms = ({ most, months, question }: UseLimit) => `${most} for each ${question} in ${months} months`
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, now] = [was.get(name), is.get(name)]
    return [
      ...textChange(`Limit ‘${name}’`, old ? terms(old) : '', now ? terms(now) : ''),
      ...(old && now
        ? wordChanges(`What residents read at the limit ‘${name}’`, old.message, now.message)
        : []),
    ]
  })
}

export function messageChanges(before: FormDocument, after: FormDocument): string[] {
  const was = new Map((before.notifications ?? []).map((message) => [message.id, message]))
  const is = new Map((after.notifications ?? []).map((message) => [message.id, message]))
  const said: string[] = []
  for (const [id, now] of is) {
    const old = was.get(id)
    const name = `Message ‘${id}’`
    if (!old) said.push(`${name} added: ${channelWords[now.channel]} to ${recipient(now)}`)
    else {
      said.push(
        ...textChange(`${name} goes by`, channelWords[old.channel], channelWords[now.channel]),
        ...textChange(`${name} goes to`, recipient(old), recipient(now)),
        ...wordChanges(`Subject of ${name.toLowerCase()}`, old.subject, now.subject),
        ...wordChanges(`Text of ${name.toLowerCase()}`, old.text, now.text),
      )
    }
  }
  for (const id of was.keys()) if (!is.has(id)) said.push(`Message ‘${id}’ removed`)
  if (said.length === 0 && !isDeepStrictEqual(before.notifications, after.notifications))
    said.push('Messages are sent in another order')
  return said
}

const channelWords = { email: 'e-mail', text: 'text message' }

const recipient = ({ to }: NotificationSettings) =>
  'address' in to ? to.address : `the answer to ‘${to.question}’`
