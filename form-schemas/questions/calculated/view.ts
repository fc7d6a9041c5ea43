import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'

/** Nothing while nothing is known: a label without a value would only puzzle. */
export function view({ component, language, computed }: ViewInput): MacroCall[] {
  const text = computed && Object.hasOwn(computed, component.key) ? computed[component.key] : undefined
  if (text === undefined) return []
  const row = { key: { text: say(component.label, language) }, value: { text } }
  return [{ macro: 'govukSummaryList', params: { rows: [row] } }]
}
