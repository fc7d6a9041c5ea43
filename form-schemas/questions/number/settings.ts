import { z } from '../../zod.ts'
import { count, ordered, questionParts, validateParts, width, words } from '../settings-parts.ts'

const limit = z.number({ error: 'must be a number' }).min(-1e12, 'is too small').max(1e12, 'is too large')

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('number'),
  prefix: words(10).optional(),
  suffix: words(20).optional(),
  width: width.optional(),
  /** Most decimal places that may be typed (Form.io's name); 0 = whole numbers, as `validate.integer` says too. */
  decimalLimit: count(10).optional(),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      min: limit.optional(),
      max: limit.optional(),
      integer: z.boolean().optional(),
    }),
    'min',
    'max',
  ).optional(),
})
export type NumberQuestion = z.infer<typeof settings>
