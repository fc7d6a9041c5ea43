import { z } from '../../zod.ts'
import { prose } from '../prose.ts'
import { componentParts, words } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('content'),
  label: words(300).optional(),
  html: prose,
})
export type Content = z.infer<typeof settings>
