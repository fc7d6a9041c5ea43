import type { Component } from '../../document.ts'
import { z } from '../../zod.ts'
import { count, ordered, questionParts, validateParts, words } from '../settings-parts.ts'

export const mostItems = 100

/** `components` are the questions of one item; each is checked by its own type's settings. `itemLabel` names one ("item"). */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('editgrid'),
  itemLabel: words(60).optional(),
  /** The words of the button or question that adds one more (Form.io's name). */
  addAnother: words(100).optional(),
  components: z
    .array(z.custom<Component>(() => true))
    .min(1, 'must have at least one question')
    .max(20, 'must have at most 20 questions'),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minLength: count(mostItems).optional(),
      maxLength: count(mostItems).optional(),
    }),
    'minLength',
    'maxLength',
  ).optional(),
})
export type EditGrid = z.infer<typeof settings>
