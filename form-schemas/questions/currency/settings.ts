import { z } from '../../zod.ts'
import { ordered, questionParts, validateParts, width } from '../settings-parts.ts'

const pence = z
  .int('must be a whole number of pence')
  .min(0, 'must be 0 or more')
  .max(100_000_000, 'must be 100,000,000 pence or less')

/** `validate.min` and `validate.max` are whole pence, like the answer. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('currency'),
  width: width.optional(),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      min: pence.optional(),
      max: pence.optional(),
      wholePounds: z.boolean().optional(),
    }),
    'min',
    'max',
  ).optional(),
})
export type Currency = z.infer<typeof settings>
