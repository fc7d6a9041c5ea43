import { say, type Words } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import type { EditField } from './edit-form.ts'
import { describedBy, fieldVoice, framed, type SettingField } from './setting-field.ts'

export interface OptionSetting {
  value: string
  label: Words
  [setting: string]: unknown
}

/**
 * Options as lines, so that a list can be pasted. "Sofa" is stored as "sofa"; "Sofa or armchair = sofa" says itself what is
 * stored. Prices and deliveries go by what is stored: mending the words of a line must not change it.
 */
export function optionsFromLines(text: string, before: OptionSetting[]): OptionSetting[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line) => {
    const cut = line.lastIndexOf(' = ')
    const label = cut > 0 ? line.slice(0, cut).trim() : line
    const value = cut > 0 ? line.slice(cut + 3).trim() : storedFromLabel(label)
    const known = before.find((option) => option.value === value)
    return { ...known, value, label: relabelled(known?.label, label) }
  })
}

export function linesFromOptions(options: OptionSetting[]): string {
  return options
    .map(({ value, label }) =>
      storedFromLabel(say(label)) === value ? say(label) : `${say(label)} = ${value}`,
    )
    .join('\n')
}

export function storedFromLabel(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100)
}

function relabelled(before: Words | undefined, en: string): Words {
  return typeof before === 'object' && before.cy !== undefined ? { en, cy: before.cy } : en
}

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
    'One on each line. Prices and deliveries use what is stored: to set it, write “Words = stored”.'
  const made = element(html`<div>${area(id, field.label, hint, linesFromOptions(before), 'en')}
    ${bilingual ? area(`${id}-cy`, `${field.label} (Welsh)`, 'The same options in the same order.', before.map(({ label }) => say(label, 'cy')).join('\n'), 'cy') : ''}</div>`)
  const [english, cymraeg] = made.querySelectorAll('textarea')
  return {
    key: field.key,
    label: field.label,
    element: made,
    ...fieldVoice(made, id),
    read() {
      const options = optionsFromLines(english?.value ?? '', before)
      if (!cymraeg) return options
      const translations = cymraeg.value.split('\n').map((line) => line.trim())
      return options.map((option, index) => {
        const [en, cy] = [say(option.label), translations[index]]
        return { ...option, label: cy && cy !== en ? { en, cy } : en }
      })
    },
  }
}
