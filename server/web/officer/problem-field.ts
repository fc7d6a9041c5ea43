import type { Problem } from '../../../form-schemas/problem.ts'
import type { FieldProblem } from './page.ts'

/** `/pricing/lines/0/amount` below `/pricing` is the field `lines.0.amount`. */
export function fieldOfPointer(pointer: string, below: string): string {
  const rest = pointer.startsWith(below) ? pointer.slice(below.length) : pointer
  return rest
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

/** A problem of the document as a problem of the form on the page. People count characters from 1. */
export function fieldProblem(
  problem: Problem & { position?: number | undefined },
  below: string,
  known: (field: string) => string,
): FieldProblem {
  const field = known(fieldOfPointer(problem.pointer, below))
  const where = problem.position === undefined ? '' : ` (character ${problem.position + 1})`
  return { field, message: `${problem.message}${where}` }
}
