import { proseHtml } from '../prose.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'

export function view({ component, language }: ViewInput): MacroCall[] {
  return [{ macro: 'content', params: { html: proseHtml(component, language) } }]
}
