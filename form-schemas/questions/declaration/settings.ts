import { z } from '../../zod.ts'
import { questionParts, validateParts, words } from '../settings-parts.ts'

/**
 * `label` is its heading ("Declaration"); `statement` what is declared, a line a paragraph; `points` a list below it, a line a point;
 * `confirm` the words beside the box. It must always be ticked, so `required` is true or missing.
 */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('declaration'),
  statement: words(3000),
  points: words(3000).optional(),
  confirm: words(300).optional(),
  validate: z
    .strictObject({
      ...validateParts,
      required: z.literal(true, { error: 'must be true: a declaration must be made to go on' }).optional(),
    })
    .optional(),
})
export type Declaration = z.infer<typeof settings>
