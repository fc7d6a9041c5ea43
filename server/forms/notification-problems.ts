import { twice } from '../../form-schemas/checks/pricing-problems.ts'
import type { Component, FormDocument, NotificationSettings } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { type Language, say } from '../../form-schemas/words.ts'
import { readAddress, textAtMost, unusableWords } from '../messages/index.ts'
import type { GateProblem } from './gate.ts'
import { isWelsh } from './missing-welsh.ts'
import { unreachablePages } from './unreachable-pages.ts'

const askedAs = { email: 'email', text: 'phoneNumber' } as const
const calledAs = { email: 'an email address', text: 'a phone number' } as const

/** Everything that would keep a message of the form from being sent, or from being read as it was meant. */
export function notificationProblems(document: FormDocument): GateProblem[] {
  const notifications = document.notifications ?? []
  return [
    ...twice(notifications, 'id', '/notifications').map(onSettings),
    ...notifications.flatMap((settings, at) => {
      const pointer = `/notifications/${at}`
      return [
        ...recipientProblems(document, settings, pointer),
        ...subjectProblems(settings, pointer),
        ...textProblems(document, settings, pointer),
      ]
    }),
  ]
}

const onSettings = (problem: Problem): GateProblem => ({ ...problem, screen: 'settings' })
const wrong = (pointer: string, message: string) => [onSettings({ pointer, message })]

function recipientProblems(
  document: FormDocument,
  { to, channel }: NotificationSettings,
  pointer: string,
): GateProblem[] {
  if ('address' in to) {
    return readAddress(channel, to.address).kind === 'usable'
      ? []
      : wrong(`${pointer}/to/address`, `‘${to.address}’ cannot be used. ${unusableWords(channel, 'en')}`)
  }
  const at = `${pointer}/to/question`
  const pages = document.definition.components
  const page = pages.findIndex(({ components }) => components.some(({ key }) => key === to.question))
  const question = pages[page]?.components.find(({ key }) => key === to.question)
  if (!question) {
    const inList = pages
      .flatMap(({ components }) => components)
      .some((list) => list.components?.some(({ key }) => key === to.question))
    return wrong(
      at,
      inList
        ? `‘${to.question}’ is asked in a list, so there may be several answers: choose a question that is asked once`
        : `There is no question with the key ‘${to.question}’`,
    )
  }
  const name = say(question.label) || question.key
  if (question.type !== askedAs[channel]) {
    return wrong(
      at,
      `‘${name}’ does not ask for ${calledAs[channel]}, so the message could not be sent to it`,
    )
  }
  const never = unreachablePages(document).some((problem) =>
    problem.pointer.startsWith(`/definition/components/${page}/`),
  )
  if (never) return wrong(at, `‘${name}’ is on a page that can never be reached`)
  const without: string[] = []
  if (!alwaysAnswered(pages[page]!, question)) without.push(`Who does not answer ‘${name}’ gets no message`)
  if (channel === 'text') without.push(`Who answers ‘${name}’ with a landline gets no message`)
  return without.map((message) => ({ ...onSettings({ pointer: at, message }), warning: true }))
}

function alwaysAnswered(page: Component, question: Component): boolean {
  return !page.conditional && !question.conditional && question.validate?.required === true
}

function subjectProblems({ channel, subject }: NotificationSettings, pointer: string): GateProblem[] {
  if (channel === 'email' && !say(subject).trim())
    return wrong(`${pointer}/subject`, 'Enter a subject for the email')
  return channel === 'text' && subject !== undefined
    ? wrong(`${pointer}/subject`, 'A text message has no subject: remove it')
    : []
}

const placeholders = ['reference', 'form', 'amount']

function textProblems(
  document: FormDocument,
  settings: NotificationSettings,
  pointer: string,
): GateProblem[] {
  const languages: Language[] = isWelsh(document) ? ['en', 'cy'] : ['en']
  const problems: GateProblem[] = []
  for (const part of ['subject', 'text'] as const) {
    const used = languages.flatMap((language) => [...say(settings[part], language).matchAll(/\{([^{}]*)\}/g)])
    for (const unknown of new Set(
      used.map(([, name]) => name!).filter((name) => !placeholders.includes(name)),
    )) {
      problems.push(
        ...wrong(
          `${pointer}/${part}`,
          `‘{${unknown}}’ is not known here. What can be filled in is {reference}, {form} and {amount}`,
        ),
      )
    }
  }
  if (settings.channel === 'email') return problems
  const longest = Math.max(...languages.map((language) => filledLength(document, settings, language)))
  const most = textAtMost.text
  if (longest > most) {
    problems.push(
      ...wrong(
        `${pointer}/text`,
        `The text message can be ${longest} characters long, and at most ${most} can be sent`,
      ),
    )
  }
  return problems
}

/** With the longest that can be filled in, and the mark of a test. */
function filledLength({ title }: FormDocument, { text }: NotificationSettings, language: Language): number {
  const longest: Record<string, string> = {
    reference: 'X'.repeat(10),
    form: say(title, language),
    amount: '£100,000.00',
  }
  const filled = say(text, language).replace(
    /\{(reference|form|amount)\}/g,
    (_, name: string) => longest[name]!,
  )
  return 'TEST: '.length + 1 + filled.length
}
