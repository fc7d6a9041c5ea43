import { z } from '../../zod.ts'
import { questionParts, validateParts, width } from '../settings-parts.ts'

/**
 * `ask`: one input for the full name, which suits every name there is (the answer is the text); or first and last name apart, with a
 * title before them if need be, for systems that must have them so.
 */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('name'),
  ask: z
    .enum(['fullName', 'firstAndLast', 'titleFirstAndLast'], {
      error: 'must be fullName, firstAndLast or titleFirstAndLast',
    })
    .optional(),
  /** `off` when it is not the resident's own name, so that browsers do not fill in theirs. */
  autocomplete: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  width: width.optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Name = z.infer<typeof settings>
