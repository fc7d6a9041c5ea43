import { z } from '../../zod.ts'
import { optionList } from '../options.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('radio'),
  values: optionList(50),
  /** Side by side: for two short options only. */
  inline: z.boolean().optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Radio = z.infer<typeof settings>
