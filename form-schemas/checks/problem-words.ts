import type { Problem } from '../problem.ts'
import type { z } from '../zod.ts'
import { pointerTo } from './pointer.ts'

type Issue = z.core.$ZodIssue

/** Form.io's settings that carry JavaScript (or rules that run it); none is ever accepted. */
const javascript = new Set([
  'calculateValue',
  'custom',
  'customConditional',
  'customDefaultValue',
  'customPrivate',
  'json',
  'logic',
  'onChange',
  'onSetItems',
])

/** What zod found, as problems in an officer's words: each with the name of the part first, so that it can be read alone. */
export function problemsOf(error: z.ZodError, base: readonly PropertyKey[] = []): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, [...base, ...issue.path]))
}

function problemsOfIssue(issue: Issue, path: PropertyKey[]): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...path, key]),
      message: javascript.has(key)
        ? `Custom JavaScript is not accepted: remove '${key}'`
        : `'${key.slice(0, 60)}' is not a setting that is known here`,
    }))
  }
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => problemsOfIssue(inner, path))
  return [{ pointer: pointerTo(path), message: named(path, wordsOf(issue)) }]
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && issue.message.includes('received undefined')) return 'is missing'
    return issue.message.startsWith('Invalid')
      ? `must be ${kinds[issue.expected] ?? issue.expected}`
      : issue.message
  }
  if (!/^(?:Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
  }
  if (issue.code === 'too_small') return `must be ${issue.minimum} or more${unit(issue.origin)}`
  if (issue.code === 'too_big') return `must be ${issue.maximum} or less${unit(issue.origin)}`
  return 'is not what is expected here'
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' parts' : ''
}

/** "'label' must not be empty"; a message that is already a sentence stays as it is. */
function named(path: PropertyKey[], message: string): string {
  if (/^[A-Z'‘]/.test(message)) return message
  const name = path.at(-1)
  if (name === undefined) return `The document ${message}`
  if (typeof name === 'number') return `Part ${name + 1} of '${String(path.at(-2) ?? 'the list')}' ${message}`
  return `'${String(name).slice(0, 60)}' ${message}`
}
