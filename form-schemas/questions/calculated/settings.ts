import { z } from '../../zod.ts'
import { componentParts, words } from '../settings-parts.ts'

const longestExpression = 16_384

/** How the result of the expression is written: `pence` as pounds, `date` ("YYYY-MM-DD") as a day of the language. */
export const formats = ['text', 'number', 'pence', 'date'] as const

/** `value` is JSONata over the answers of earlier pages. It is only declared here: `calculations.ts` lists them for whoever runs them. */
export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('calculated'),
  label: words(300),
  value: z
    .string({ error: 'must be an expression, as text' })
    .min(1, 'must not be empty')
    .max(longestExpression, `must be ${longestExpression} characters or less`),
  format: z.enum(formats).optional(),
})
export type Calculated = z.infer<typeof settings>
