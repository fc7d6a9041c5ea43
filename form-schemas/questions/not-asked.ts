import type { QuestionType } from './question-type.ts'

/** What everything that is shown but not answered has alike. */
export const notAsked: Pick<
  QuestionType,
  'asks' | 'read' | 'check' | 'values' | 'fields' | 'summary' | 'shape' | 'sample'
> = {
  asks: false,
  read: () => ({ ok: true, answer: null }),
  check: () => [],
  values: () => ({}),
  fields: () => [],
  summary: () => [],
  shape: () => undefined,
  sample: () => null,
}
