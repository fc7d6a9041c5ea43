import { checkCharacter } from './check-digit.ts'
import { maskExample, shownInMask } from './mask.ts'
import { formOf, longest, type Reference } from './settings.ts'

/** A reference of the form that is asked for, with a right check digit; `n` varies it. A pattern is not looked at. */
export function exampleOf(question: Reference, n: number): string {
  const { checkDigit } = formOf(question)
  if (checkDigit === undefined) return withoutCheckDigit(question, n)
  // Where no character stands for 10, some numbers are not given out: the next one is.
  for (let next = n; next < n + 20; next++) {
    const body = withoutCheckDigit(question, next).slice(0, -1)
    const last = checkCharacter(body, checkDigit)
    if (last !== undefined) return body + last
  }
  return withoutCheckDigit(question, n)
}

function withoutCheckDigit(question: Reference, n: number): string {
  const { inputMask, checkDigit } = formOf(question)
  if (inputMask !== undefined) return maskExample(inputMask, n)
  const { minLength = 0, maxLength = longest } = question.validate ?? {}
  const length = checkDigit?.method === 'weighted' ? checkDigit.weights.split(',').length + 1 : 8
  return `1${String(n).padStart(length - 2, '0')}0`.padStart(minLength, '0').slice(0, maxLength)
}

/** With the spaces and dashes that its mask shows. */
export function shown(question: Reference, reference: string): string {
  const { inputMask } = formOf(question)
  return inputMask === undefined ? reference : shownInMask(inputMask, reference)
}
