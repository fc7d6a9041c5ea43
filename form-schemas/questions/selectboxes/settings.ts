import { z } from '../../zod.ts'
import { optionList } from '../options.ts'
import { count, ordered, questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('selectboxes'),
  values: optionList(50),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minSelectedCount: count(50).optional(),
      maxSelectedCount: count(50).optional(),
    }),
    'minSelectedCount',
    'maxSelectedCount',
  ).optional(),
})
export type Selectboxes = z.infer<typeof settings>
