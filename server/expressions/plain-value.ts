import { limits } from './limits.ts'
import { FunctionRefusal } from './refusal-in-sandbox.ts'

/** Counts what the results of one program take together. */
export interface Allowance {
  left: number
}

/**
 * A copy that is only JSON: ordinary objects and lists, no functions, no numbers that JSON has not, no names that reach into
 * JavaScript's own objects. Sizes are counted before texts are copied, because a long text may still be a cheap rope.
 * @throws FunctionRefusal for everything else.
 */
export function plainValue(value: unknown, allowance: Allowance, depth = 0): unknown {
  spend(allowance, 1)
  if (depth > limits.resultDepth) throw new FunctionRefusal('too-large', 'The result is nested too deep.')
  if (value === undefined || value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new FunctionRefusal(
        'not-a-number',
        'The result is not a number: something was divided by nothing.',
      )
    return value === 0 ? 0 : value
  }
  if (typeof value === 'string') {
    spend(allowance, value.length)
    return value
  }
  if (typeof value !== 'object' || '_jsonata_function' in value || '_jsonata_lambda' in value)
    throw new FunctionRefusal('function-value', 'The result is a function, not a value.')
  if (Array.isArray(value)) return Array.from(value, (item) => plainValue(item, allowance, depth + 1) ?? null)
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || name === 'constructor' || name === 'prototype')
      throw new FunctionRefusal('inner-name', `‘${name}’ cannot be used as a name.`)
    spend(allowance, name.length + 3)
    const part = plainValue((value as Record<string, unknown>)[name], allowance, depth + 1)
    if (part !== undefined) copy[name] = part
  }
  return copy
}

function spend(allowance: Allowance, size: number): void {
  allowance.left -= size
  if (allowance.left < 0) throw new FunctionRefusal('too-large', 'The result is too large.')
}
