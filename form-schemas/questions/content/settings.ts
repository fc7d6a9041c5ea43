import { htmlProblem } from '../../html-allow-list.ts'
import { z } from '../../zod.ts'
import { componentParts, words, wordsThat } from '../settings-parts.ts'

const longest = 20_000

export const settings = z.strictObject({
  ...componentParts,
  type: z.literal('content'),
  label: words(300).optional(),
  html: wordsThat((html) => {
    if (typeof html !== 'string') return 'must be text'
    if (html.trim() === '') return 'must not be empty'
    return html.length > longest ? `must be ${longest} characters or less` : htmlProblem(html)
  }),
})
export type Content = z.infer<typeof settings>
