import { say } from '../../words.ts'
import { proseHtml } from '../prose.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'

export function view({ component, language }: ViewInput): MacroCall[] {
  const summaryText = say(component.label, language)
  return [{ macro: 'govukDetails', params: { summaryText, html: proseHtml(component, language) } }]
}
