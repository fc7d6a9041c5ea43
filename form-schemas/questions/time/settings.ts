import { z } from '../../zod.ts'
import { ordered, questionParts, validateParts } from '../settings-parts.ts'
import { isTime } from './clock-time.ts'

const time = z
  .string({ error: 'must be a time like 09:30' })
  .refine(isTime, 'must be a time like 09:30, from 00:00 to 23:59')

/** `minTime` and `maxTime` are themselves allowed. `step` is in minutes and counted from midnight: 15 = on the quarter of an hour. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('time'),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minTime: time.optional(),
      maxTime: time.optional(),
      step: z
        .literal([5, 10, 15, 20, 30, 60], { error: 'must be 5, 10, 15, 20, 30 or 60 minutes' })
        .optional(),
    }),
    'minTime',
    'maxTime',
  ).optional(),
})
export type Time = z.infer<typeof settings>
