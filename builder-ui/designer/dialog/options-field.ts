import { element, html } from '../../html.ts'
import type { EditField } from './edit-form.ts'
import {
  linesFromOptions,
  type OptionSetting,
  optionsFromLines,
  welshLines,
  withWelsh,
} from './option-lines.ts'
import { describedBy, fieldVoice, framed, type SettingField } from './setting-field.ts'

export type { OptionSetting } from './option-lines.ts'

/** All options in one box, a line each; with Welsh, in a second one beside it. */
export function optionsField(field: EditField, value: unknown, welsh: boolean): SettingField {
  const before = (value ?? []) as OptionSetting[]
  const bilingual = welsh || before.some(({ label }) => typeof label === 'object')
  const id = `setting-${field.key}`
  const rows = Math.max(4, Math.min(12, before.length + 2))
  const area = (name: string, label: string, hint: string, text: string, language: string) => {
    const frame = { id: name, label, hint }
    return framed(
      frame,
      html`<textarea class="govuk-textarea" id="${name}" rows="${rows}" lang="${language}" aria-describedby="${describedBy(frame)}">
${text}</textarea>`,
    )
  }
  const hint =
    'One on each line, typed or pasted. Prices and deliveries use what is stored: to set it, write “Words = stored”. For a hint below an option, write “Words | hint”.'
  const welshHint = 'The same options in the same order, with their hints: “Geiriau | awgrym”.'
  const english = area(id, field.label, hint, linesFromOptions(before), 'en')
  const cymraeg = bilingual
    ? area(`${id}-cy`, `${field.label} (Welsh)`, welshHint, welshLines(before), 'cy')
    : ''
  const made = element(html`<div>${english}${cymraeg}</div>`)
  const [englishBox, welshBox] = made.querySelectorAll('textarea')
  return {
    key: field.key,
    label: field.label,
    element: made,
    ...fieldVoice(made, id),
    read() {
      const options = optionsFromLines(englishBox?.value ?? '', before)
      return welshBox ? withWelsh(options, welshBox.value) : options
    },
  }
}
