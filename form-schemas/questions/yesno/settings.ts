import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('yesno'),
  validate: z.strictObject(validateParts).optional(),
})
export type YesNo = z.infer<typeof settings>
