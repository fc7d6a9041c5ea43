import { z } from '../../zod.ts'
import { questionParts, validateParts, width } from '../settings-parts.ts'

const number = z.enum(['optional', 'required'], { error: 'must be optional or required' })

/** The name alone is one input, and the answer its text; with a number asked too, the answer is an object. */
export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('organisation'),
  /** A Companies House number: 8 characters. */
  companyNumber: number.optional(),
  /** A number of the Charity Commission, the Scottish or the Northern Irish regulator: 6 to 8 characters. */
  charityNumber: number.optional(),
  /** `off` when it is not the resident's own organisation. */
  autocomplete: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  width: width.optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type Organisation = z.infer<typeof settings>
