import type { Problem } from '../problem.ts'
import { pointerTo } from './pointer.ts'

const deepest = 40
const mostParts = 100_000
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * What no part of a document may be, looked at before anything else reads it: values that JSON does not have, names that reach into
 * JavaScript's objects, text that PostgreSQL cannot keep, and nesting or numbers of parts that only an attack has.
 */
export function jsonProblems(json: unknown): Problem[] {
  const problems: Problem[] = []
  let parts = 0
  const add = (path: (string | number)[], message: string) =>
    problems.push({ pointer: pointerTo(path), message })

  const look = (value: unknown, path: (string | number)[]): void => {
    if (problems.length >= 50 || ++parts > mostParts) return
    if (path.length > deepest)
      return void add(path.slice(0, deepest), `Nested more than ${deepest} levels deep`)
    if (typeof value === 'string') {
      if (value.includes('\u0000') || !value.isWellFormed())
        add(path, 'Has a character that cannot be stored')
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length && parts <= mostParts; i++) look(value[i], [...path, i])
    } else if (value !== null && typeof value === 'object') {
      if (!isPlain(value)) return void add(path, 'Is not JSON')
      for (const key of Object.keys(value)) {
        if (refusedKeys.has(key)) add([...path, key], `'${key}' is not accepted as a name`)
        else if (key.includes('\u0000') || !key.isWellFormed())
          add(path, 'Has a name with a character that cannot be stored')
        else look((value as Record<string, unknown>)[key], [...path, key])
      }
    } else if (!(value === null || typeof value === 'boolean' || Number.isFinite(value))) {
      add(path, 'Is not JSON')
    }
  }

  look(json, [])
  if (parts > mostParts) add([], `Has more than ${mostParts.toLocaleString('en-GB')} parts`)
  return problems
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
