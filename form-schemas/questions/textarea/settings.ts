import { z } from '../../zod.ts'
import { autocomplete } from '../autocomplete.ts'
import { count, ordered, questionParts, validateParts } from '../settings-parts.ts'

export const longest = 20_000

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('textarea'),
  autocomplete: autocomplete.optional(),
  rows: z.int('must be a whole number').min(1, 'must be 1 or more').max(40, 'must be 40 or less').optional(),
  /** Counts down what is left of maxLength or maxWords while typing. */
  showCharCount: z.boolean().optional(),
  /** So much of the limit, in percent, may be used before the count is shown: for limits that few people come near. */
  countThreshold: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(100, 'must be 100 or less')
    .optional(),
  spellcheck: z.boolean().optional(),
  validate: ordered(
    ordered(
      z.strictObject({
        ...validateParts,
        minLength: count(longest).optional(),
        maxLength: count(longest).optional(),
        minWords: count(5000).optional(),
        maxWords: count(5000).optional(),
      }),
      'minLength',
      'maxLength',
    ),
    'minWords',
    'maxWords',
  ).optional(),
})
export type Textarea = z.infer<typeof settings>
