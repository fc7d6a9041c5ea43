import { z } from '../../zod.ts'
import { questionParts, validateParts, words } from '../settings-parts.ts'

/** `label` is what the resident agrees to, beside the box; `legend` is the heading above it, "Declaration" when missing. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('checkbox'),
  label: words(1000),
  legend: words(300).optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Checkbox = z.infer<typeof settings>
