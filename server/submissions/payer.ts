import type { AddressAnswer } from '../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import type { Payer } from '../payments/index.ts'
import type { SubmissionRow } from './submission-store.ts'

/**
 * Who is to pay, from what the form asked: the first e-mail address, the first name marked as such and the first address. It fills
 * in the gateway's page (WCAG 3.3.7) and lets officers find the payment.
 */
export function payerOf(
  document: FormDocument,
  submission: Pick<SubmissionRow, 'answers'>,
): Payer | undefined {
  const questions = document.definition.components.flatMap((panel) => panel.components)
  const answerTo = (wanted: (question: Component) => boolean) => {
    const question = questions.find(
      (candidate) => wanted(candidate) && submission.answers[candidate.key] != null,
    )
    return question && submission.answers[question.key]
  }
  const text = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  const marked = (token: string) => text(answerTo(({ autocomplete }) => autocomplete === token))

  const name =
    nameIn(answerTo(({ type, autocomplete }) => type === 'name' && autocomplete !== 'off')) ??
    marked('name') ??
    text([marked('given-name'), marked('family-name')].filter(Boolean).join(' '))
  const email = text(answerTo(({ type }) => type === 'email'))
  const given = answerTo(({ type }) => type === 'address') as AddressAnswer | undefined
  const address = given && {
    line1: given.line1,
    ...(given.line2 && { line2: given.line2 }),
    city: given.town,
    postcode: given.postcode,
  }
  if (!name && !email && !address) return undefined
  return { ...(name && { name }), ...(email && { email }), ...(address && { address }) }
}

/** A name as one text, or in its parts. */
function nameIn(answer: unknown): string | undefined {
  if (typeof answer === 'string') return answer.trim() || undefined
  if (answer === null || typeof answer !== 'object') return undefined
  const { firstName, lastName } = answer as { firstName?: string; lastName?: string }
  return [firstName, lastName].filter(Boolean).join(' ') || undefined
}

/** Where the form's own answers say that the payer can be written to, as they were typed. */
export function contactOf(
  document: FormDocument,
  submission: Pick<SubmissionRow, 'answers'>,
): { email?: string; phone?: string } {
  const answerTo = (type: string): string | undefined => {
    for (const { key, type: asked } of document.definition.components.flatMap((panel) => panel.components)) {
      const answer = submission.answers[key]
      if (asked === type && typeof answer === 'string' && answer.trim() !== '') return answer.trim()
    }
    return undefined
  }
  const [email, phone] = [answerTo('email'), answerTo('phoneNumber')]
  return { ...(email && { email }), ...(phone && { phone }) }
}
