import { proseHtml } from '../prose.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'

export function view({ component, language }: ViewInput): MacroCall[] {
  const iconFallbackText = language === 'cy' ? 'Rhybudd' : 'Warning'
  return [{ macro: 'govukWarningText', params: { html: proseHtml(component, language), iconFallbackText } }]
}
