import { z } from '../../zod.ts'
import { autocomplete } from '../autocomplete.ts'
import { optionList } from '../options.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('select'),
  /** Form.io's mark that the options are written here, the only kind we have. */
  dataSrc: z
    .literal('values', { error: 'must be values: options from elsewhere are not supported yet' })
    .optional(),
  data: z.strictObject({ values: optionList(500) }),
  /** Form.io's word: the options can be found by typing, where there is JavaScript. Without it the list opens as any other. */
  searchEnabled: z.boolean().optional(),
  autocomplete: autocomplete.optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Select = z.infer<typeof settings>
