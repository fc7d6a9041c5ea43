import type { FieldProblem } from './page.ts'

/** Said of a search for what looks like a card number. The search is sent on without it first, so that no address keeps it. */
export function cardNumberTyped(field: string): FieldProblem {
  return {
    field,
    message:
      'What you typed looks like a card number. Card numbers are never kept here: search for the reference, the payer or the amount.',
  }
}
