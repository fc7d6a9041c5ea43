import { isMonth } from '../../calendar.ts'
import { z } from '../../zod.ts'
import { ordered, questionParts, validateParts } from '../settings-parts.ts'

const month = z
  .string({ error: 'must be a month like 2026-04' })
  .refine(isMonth, 'must be a month like 2026-04')

/** The limits are months, "YYYY-MM", and are themselves allowed. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('monthYear'),
  validate: ordered(
    z.strictObject({ ...validateParts, minDate: month.optional(), maxDate: month.optional() }),
    'minDate',
    'maxDate',
  ).optional(),
})
export type MonthYear = z.infer<typeof settings>
