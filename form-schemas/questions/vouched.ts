import type { Answer } from '../answers.ts'
import type { Posted } from './question-type.ts'

/**
 * What was posted, with answers that the house vouches for beside it: the stored ones, or one it has just found itself. A question
 * takes from them what a browser must not say (an address's UPRN, a file's size). What is vouched for already comes first.
 */
export function vouching(posted: Posted, answers: Record<string, Answer | undefined>): Posted {
  return {
    get: (name) => posted.get(name),
    getAll: (name) => posted.getAll(name),
    postedOn: posted.postedOn,
    vouched: (name) => posted.vouched?.(name) ?? (Object.hasOwn(answers, name) ? answers[name] : undefined),
  }
}
