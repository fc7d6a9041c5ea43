import { isDay } from '../../calendar.ts'
import { z } from '../../zod.ts'
import { ordered, questionParts, validateParts } from '../settings-parts.ts'

const day = z
  .string({ error: 'must be a date like 2026-04-01' })
  .refine(isDay, 'must be a real date like 2026-04-01')

/** The limits are themselves allowed. They are fixed days: an answer must be as good tomorrow as today. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('day'),
  autocomplete: z.enum(['bday', 'off'], { error: 'must be bday or off' }).optional(),
  validate: ordered(
    z.strictObject({ ...validateParts, minDate: day.optional(), maxDate: day.optional() }),
    'minDate',
    'maxDate',
  ).optional(),
})
export type DayQuestion = z.infer<typeof settings>
