import type { Component } from '../../document.ts'
import { z } from '../../zod.ts'
import { count, ordered, questionParts, validateParts, words } from '../settings-parts.ts'

// The pages of a list have no place for help.
const { help: _help, ...partsOfLists } = questionParts

export const mostItems = 100
/** Of a list inside a list, in each item. */
export const mostNestedItems = 20

/**
 * `components` are the questions of one item; each is checked by its own type's settings. Lists may be among them, at the end, but not
 * in those again. `itemLabel` names one ("item").
 */
export const settings = z.strictObject({
  ...partsOfLists,
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
