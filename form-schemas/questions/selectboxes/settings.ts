import { z } from '../../zod.ts'
import { noneValue, optionList } from '../options.ts'
import { count, ordered, questionParts, validateParts, words } from '../settings-parts.ts'

const checkboxes = z.strictObject({
  ...questionParts,
  type: z.literal('selectboxes'),
  values: optionList(50),
  /** "None of these", after an "or": it cannot be chosen together with any other. Stored as `["none"]`. */
  noneOption: words(300).optional(),
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

export const settings = checkboxes.superRefine(({ values, noneOption }, context) => {
  const taken = noneOption === undefined ? -1 : values.findIndex(({ value }) => value === noneValue)
  if (taken < 0) return
  const message = `'${noneValue}' is what is stored for none of these: store another value`
  context.addIssue({ code: 'custom', path: ['values', taken, 'value'], message })
})
export type Selectboxes = z.infer<typeof settings>
