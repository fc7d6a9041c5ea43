import { z } from '../../zod.ts'
import { autocomplete } from '../autocomplete.ts'
import { questionParts, validateParts, width } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('phoneNumber'),
  /** `tel` when missing; `off` when the number is not the resident's own. */
  autocomplete: autocomplete.optional(),
  width: width.optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type PhoneNumber = z.infer<typeof settings>
