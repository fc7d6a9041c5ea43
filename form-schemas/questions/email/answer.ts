import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'

/** The longest that GOV.UK Pay takes, and that a mail path can be (RFC 5321 4.5.3.1.3). */
const longest = 254

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return checkText(component, answer, language, (text) => {
    if (text.length > longest) return [fieldError(component, errorWords.tooLong, language, longest)]
    return isEmail(text) ? [] : [fieldError(component, errorWords.email, language)]
  })
}

export const read = readLine(check)

/** An address that mail can be sent to: RFC 5321 without quoted names, address literals and one-label hosts. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, host] = [text.slice(0, at), text.slice(at + 1)]
  if (!/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u.test(local)) return false
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  const labels = host.split('.')
  return (
    labels.length > 1 && labels.every(isHostLabel) && /^(?:\p{L}{2,63}|xn--.+)$/u.test(labels.at(-1) ?? '')
  )
}

function isHostLabel(label: string): boolean {
  return /^[\p{L}\p{N}-]{1,63}$/u.test(label) && !label.startsWith('-') && !label.endsWith('-')
}
