import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('bankDetails'),
  /** Asks for a building society's roll number too, which may be left empty. */
  rollNumber: z.boolean().optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type BankDetails = z.infer<typeof settings>
