import { say, type Words } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import type { EditField } from './edit-form.ts'
import { describedBy, fieldVoice, framed, type SettingField } from './setting-field.ts'

/** Settings that are words shown to residents, and so may have Welsh beside the English. */
const wordSettings = new Set([
  'label',
  'title',
  'description',
  'itemLabel',
  'addAnother',
  'legend',
  'errorLabel',
  'html',
  'prefix',
  'suffix',
  'validate.customMessage',
])

export function textField(field: EditField, value: unknown, welsh: boolean): SettingField {
  const isWords = field.words === true || wordSettings.has(field.key)
  const bilingual = isWords && (welsh || isByLanguage(value))
  const english = control(
    field,
    `setting-${field.key}`,
    bilingual ? `${field.label} (English)` : field.label,
    say(value as Words),
  )
  if (!bilingual) return { key: field.key, label: field.label, ...english, read: () => held(english.element) }
  const cymraeg = control(
    { ...field, description: undefined },
    `setting-${field.key}-cy`,
    `${field.label} (Welsh)`,
    isByLanguage(value) ? (value.cy ?? '') : '',
  )
  cymraeg.element.querySelector('input, textarea')?.setAttribute('lang', 'cy')
  const both = element(html`<div></div>`)
  both.append(english.element, cymraeg.element)
  return {
    ...english,
    key: field.key,
    label: field.label,
    element: both,
    read() {
      const [en, cy] = [held(english.element), held(cymraeg.element)]
      return cy === undefined ? en : { en: en ?? '', cy }
    },
  }
}

export function numberField(field: EditField, value: unknown): SettingField {
  const id = `setting-${field.key}`
  const made = control(field, id, field.label, value === undefined ? '' : String(value), 'numeric')
  return {
    key: field.key,
    label: field.label,
    ...made,
    read() {
      const text = held(made.element)
      // What is not a number stays text, so that the question type's own rule says what is wrong with it.
      return text === undefined || Number.isNaN(Number(text)) ? text : Number(text)
    },
  }
}

function control(field: EditField, id: string, label: string, value: string, inputMode = 'text') {
  const frame = { id, label, hint: field.description }
  const described = describedBy(frame)
  const plain = field.key === 'key' ? html` spellcheck="false" autocapitalize="none"` : ''
  const box =
    field.type === 'textarea'
      ? html`<textarea class="govuk-textarea" id="${id}" rows="${field.rows ?? 3}" aria-describedby="${described}">
${value}</textarea>`
      : html`<input class="govuk-input ${inputMode === 'numeric' ? 'govuk-input--width-5' : ''}" id="${id}" type="text" inputmode="${inputMode}" value="${value}" autocomplete="off" aria-describedby="${described}"${plain}>`
  const made = element(framed(frame, box))
  return { element: made, ...fieldVoice(made, id) }
}

function held(group: HTMLElement): string | undefined {
  const text = group.querySelector<HTMLInputElement>('input, textarea')?.value.trim() ?? ''
  return text === '' ? undefined : text
}

function isByLanguage(value: unknown): value is { en: string; cy?: string } {
  return typeof value === 'object' && value !== null && 'en' in value
}
