import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('address'),
  /** `off` when the address is not the resident's own, so that browsers do not fill in theirs. */
  autocomplete: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type AddressQuestion = z.infer<typeof settings>
