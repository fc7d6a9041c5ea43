import { z } from '../../zod.ts'
import { componentParts, words } from '../settings-parts.ts'

const constant = z
  .string()
  .min(1, 'must not be empty')
  .max(500, 'must be 500 characters or less')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line, without control characters')

/** `label` is for officers: residents never see it. `defaultValue` is Form.io's word for what it holds. */
export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('hidden'),
  label: words(300),
  defaultValue: z.union([constant, z.number(), z.boolean()], {
    error: 'must be text of one line (at most 500 characters), a number, true or false',
  }),
})
export type Hidden = z.infer<typeof settings>
