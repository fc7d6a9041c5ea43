import type { Rule } from '../questions/error-words.ts'
import {
  type Import,
  isSource,
  nameInside,
  note,
  type Path,
  plainText,
  type Source,
  shortened,
} from './source.ts'

/** Our rules by the names that Form.io gives its own in a component's `errors`. */
const rulesByName: Record<string, Rule> = {
  required: 'required',
  pattern: 'format',
  mask: 'format',
  invalid_email: 'format',
  invalid_date: 'format',
  invalid_day: 'format',
  invalidDay: 'format',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minWords: 'minWords',
  maxWords: 'maxWords',
  min: 'min',
  max: 'max',
  minDate: 'minDate',
  maxDate: 'maxDate',
  minSelectedCount: 'minSelectedCount',
  maxSelectedCount: 'maxSelectedCount',
}

/** A component's own words for each rule. Those with values put in, or for rules that are not here, are left out. */
export function convertMessages(
  source: Source,
  job: Import,
  path: Path,
): { customMessages?: Partial<Record<Rule, string>> } {
  if (!isSource(source.errors)) return {}
  const kept: Partial<Record<Rule, string>> = {}
  for (const [name, given] of Object.entries(source.errors)) {
    const rule = Object.hasOwn(rulesByName, name) ? rulesByName[name] : undefined
    const words = shortened(plainText(given), 300)
    if (words === '') continue
    if (rule !== undefined && !words.includes('{{')) kept[rule] = words
    else {
      const reason = rule === undefined ? 'there is no such rule' : 'messages cannot have values put in'
      const message = `The message for '${name.slice(0, 40)}' of ${nameInside(source)} was left out: ${reason}`
      note(job, [...path, 'errors', name], message)
    }
  }
  return Object.keys(kept).length === 0 ? {} : { customMessages: kept }
}
