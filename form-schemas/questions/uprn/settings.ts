import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('uprn'),
  validate: z.strictObject(validateParts).optional(),
})
export type Uprn = z.infer<typeof settings>
