import { z } from '../../zod.ts'
import { autocomplete } from '../autocomplete.ts'
import { questionParts, validateParts, width } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('email'),
  /** `email` when missing; `off` when the address is not the resident's own. */
  autocomplete: autocomplete.optional(),
  width: width.optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Email = z.infer<typeof settings>
