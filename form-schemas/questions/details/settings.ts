import { z } from '../../zod.ts'
import { prose } from '../prose.ts'
import { componentParts, words } from '../settings-parts.ts'

/** `label` is the line that opens it. */
export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('details'),
  label: words(200),
  html: prose,
})
