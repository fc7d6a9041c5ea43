import { questionsOf } from '../../../form-schemas/answer-shapes.ts'
import type { Answer, Answers } from '../../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'

/**
 * Types whose answers say nothing of who gave them: picked from a list, counted, or a day of the service. Every other type is replaced,
 * so that a new type is masked until somebody says that it need not be.
 */
const impersonal = new Set([
  'radio',
  'select',
  'selectboxes',
  'yesno',
  'checkbox',
  'declaration',
  'number',
  'currency',
  'day',
  'monthYear',
  'time',
])

/**
 * The answers of a submission with made-up values in the place of names, addresses, free text and whatever else may be about somebody.
 * What was left out or left empty stays so, and so do choices, numbers and days: what a mapping goes by.
 */
export function maskAnswers(document: FormDocument, answers: Answers): Answers {
  const masked: Answers = {}
  for (const [n, question] of questionsOf(document).entries()) {
    const answer = Object.hasOwn(answers, question.key) ? answers[question.key] : undefined
    if (answer !== undefined) masked[question.key] = maskAnswer(question, answer, n)
  }
  const found = answers.lookup
  if (found !== undefined) masked.lookup = maskFound(found, ['lookup'], namedIn(document))
  return masked
}

function maskAnswer(question: Component, answer: Answer, n: number): Answer {
  if (answer === null || typeof answer === 'boolean') return answer
  if (question.type === 'editgrid' && Array.isArray(answer)) {
    return answer.map((row, index) => maskRow(question, row as Answers, n + index)) as Answer
  }
  if (impersonal.has(question.type) && !isBirth(question)) return answer
  if (question.type === 'calculated' && typeof answer === 'number') return answer
  return alike(answer, questionType(question.type).sample(question, n))
}

function maskRow(list: Component, row: Answers, n: number): Answers {
  const inner = new Map((list.components ?? []).map((component) => [component.key, component]))
  return Object.fromEntries(
    Object.entries(row).map(([key, answer]) => {
      const question = inner.get(key)
      return [key, question && answer !== undefined ? maskAnswer(question, answer, n) : hide(answer)]
    }),
  ) as Answers
}

/** A day that is asked for as an ordinary date and is one of birth all the same. */
function isBirth({ type, key, label, autocomplete }: Component & { autocomplete?: unknown }): boolean {
  return (
    type === 'day' &&
    (autocomplete === 'bday' || /birth|born|\bdob\b/i.test(`${key} ${JSON.stringify(label)}`))
  )
}

/** The made-up answer in the shape of the real one: the same parts, and nothing where there was nothing. */
function alike(real: unknown, sample: unknown): Answer {
  if (real === null || real === '' || typeof real === 'boolean') return real as Answer
  if (Array.isArray(real)) {
    const rows = Array.isArray(sample) ? sample : []
    return real.map((one, index) => alike(one, rows[index % (rows.length || 1)])) as Answer
  }
  if (typeof real === 'object') {
    const parts = (sample !== null && typeof sample === 'object' ? sample : {}) as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(real!).map(([key, part]) => [key, alike(part, parts[key])]),
    ) as Answer
  }
  return typeof sample === typeof real ? (sample as Answer) : hide(real)
}

/** Of the same length and the same look, so that a mapping that cuts or compares lengths does what it would. */
function hide(real: unknown): Answer {
  if (typeof real === 'string')
    return real
      .replace(/\p{Lu}/gu, 'X')
      .replace(/\p{L}/gu, (letter) => (letter === 'X' ? 'X' : 'x'))
      .replace(/\p{N}/gu, '0')
  if (typeof real === 'number') return 0
  return alike(real, undefined)
}

/** What look-ups found is hidden too, but for the columns that prices and conditions go by. */
function maskFound(found: Answer, path: string[], keep: (name: string) => boolean): Answer {
  if (found === null || typeof found !== 'object' || Array.isArray(found))
    return keep(path.join('.')) ? found : hide(found)
  return Object.fromEntries(
    Object.entries(found).map(([key, part]) => [key, maskFound(part as Answer, [...path, key], keep)]),
  ) as Answer
}

function namedIn({ pricing, definition }: FormDocument): (name: string) => boolean {
  const rules = JSON.stringify([pricing, definition])
  return (name) => rules.includes(name)
}
