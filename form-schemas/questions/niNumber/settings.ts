import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('niNumber'),
  validate: z.strictObject(validateParts).optional(),
})
export type NiNumber = z.infer<typeof settings>
