import { isDay } from '../../calendar.ts'
import { z } from '../../zod.ts'
import { count, ordered, questionParts, validateParts } from '../settings-parts.ts'

const oldest = 130

/**
 * `minAge` and `maxAge` are whole years and themselves allowed. They are looked at on the day on which the answer is given, or on the
 * day `ageOn` ("4 years old on 31 August 2026").
 */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('dateOfBirth'),
  /** `off` when it is not the resident's own, so that browsers do not fill in theirs. */
  autocomplete: z.enum(['bday', 'off'], { error: 'must be bday or off' }).optional(),
  ageOn: z
    .string({ error: 'must be a date like 2026-08-31' })
    .refine(isDay, 'must be a real date like 2026-08-31')
    .optional(),
  validate: ordered(
    z.strictObject({ ...validateParts, minAge: count(oldest).optional(), maxAge: count(oldest).optional() }),
    'minAge',
    'maxAge',
  ).optional(),
})
export type DateOfBirth = z.infer<typeof settings>
