import type { Component, Panel } from '../../document.ts'
import { z } from '../../zod.ts'
import { componentParts, key, words } from '../settings-parts.ts'

/** A page. Form.io keeps its heading in `title`; `label` and `collapsible` are its bookkeeping. */
export const panelSettings: z.ZodType<Panel> = z.strictObject({
  ...componentParts,
  type: z.literal('panel'),
  title: words(300),
  label: words(300).optional(),
  collapsible: z.literal(false, { error: 'must be false: pages do not collapse' }).optional(),
  section: key.optional(),
  exit: z.boolean().optional(),
  components: z
    .array(z.custom<Component>(() => true))
    .min(1, 'The page must have at least one question or some content')
    .max(50, 'must have at most 50 questions'),
})
