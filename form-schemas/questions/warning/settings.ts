import { z } from '../../zod.ts'
import { inlineProse } from '../prose.ts'
import { componentParts, words } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('warning'),
  label: words(300).optional(),
  html: inlineProse,
})
