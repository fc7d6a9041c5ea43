import { z } from '../../zod.ts'
import { autocomplete } from '../autocomplete.ts'
import { count, ordered, pattern, questionParts, validateParts, width, words } from '../settings-parts.ts'

export const longest = 1000

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('textfield'),
  autocomplete: autocomplete.optional(),
  inputMode: z.enum(['text', 'numeric', 'decimal', 'tel', 'email', 'url', 'search', 'none']).optional(),
  prefix: words(10).optional(),
  suffix: words(20).optional(),
  width: width.optional(),
  spellcheck: z.boolean().optional(),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minLength: count(longest).optional(),
      maxLength: count(longest).optional(),
      pattern: pattern.optional(),
    }),
    'minLength',
    'maxLength',
  ).optional(),
})
export type Textfield = z.infer<typeof settings>
