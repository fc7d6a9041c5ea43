import { z } from '../../zod.ts'
import { prose } from '../prose.ts'
import { componentParts, words } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('inset'),
  label: words(300).optional(),
  html: prose,
})
