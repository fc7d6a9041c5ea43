import type { Component, Conditional } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import { keyFromLabel } from '../question-key.ts'
import { checkSettings } from './check-settings.ts'
import { selectField, tickField } from './choice-fields.ts'
import type { AskedAbout } from './condition-questions.ts'
import { conditionsField } from './conditions-field.ts'
import { showProblems } from './dialog-problems.ts'
import type { EditField, EditTab } from './edit-form.ts'
import { type OptionSetting, optionsField } from './options-field.ts'
import type { SettingField } from './setting-field.ts'
import { settingAt, withSetting } from './setting-path.ts'
import { numberField, textField } from './text-fields.ts'

export interface EditRequest {
  /** What is edited, as the dialog's heading: "Edit question: Full name". */
  title: string
  /** "question" or "page", as it stands in sentences. */
  what: string
  component: Component
  tabs: EditTab[]
  offered: AskedAbout[]
  otherKeys: Set<string>
  /** For a new question: its name used in rules follows the label until it is typed over. */
  keyFor?: (label: string) => string
  /** Welsh boxes are shown beside English ones. */
  welsh: boolean
}

/**
 * Opens the dialog and gives the changed component, or undefined when it was closed without saving. A native modal
 * <dialog>: the browser keeps focus in it, closes it with Escape and gives focus back to where it was.
 */
export function editInDialog(request: EditRequest): Promise<Component | undefined> {
  const { dialog, fields } = buildDialog(request)
  followLabel(dialog, request)
  document.body.append(dialog)
  dialog.showModal()
  dialog.querySelector<HTMLElement>('.cf-dialog__body input, .cf-dialog__body textarea')?.focus()

  return new Promise((resolve) => {
    let result: Component | undefined
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(result)
    })
    dialog.querySelector('[data-part="cancel"]')?.addEventListener('click', () => dialog.close())
    dialog.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      const changed = readFields(request.component, fields)
      const problems = checkSettings(changed, request)
      if (problems.length > 0) return showProblems(dialog, fields, problems)
      result = changed
      dialog.close()
    })
  })
}

function buildDialog(request: EditRequest): { dialog: HTMLDialogElement; fields: SettingField[] } {
  const dialog = element<HTMLDialogElement>(html`<dialog class="cf-dialog" aria-labelledby="dialog-title">
    <form class="cf-dialog__form" novalidate>
      <div class="cf-dialog__head"><h2 class="govuk-heading-m" id="dialog-title">${request.title}</h2>
        <button type="button" class="cf-action" data-part="cancel" aria-label="Close without saving">Close</button></div>
      <div class="cf-dialog__body" tabindex="-1"><div data-part="problems"></div><div data-part="fields"></div></div>
      <div class="cf-dialog__foot"><button class="govuk-button">Update ${request.what}</button>
        <p class="govuk-body-s govuk-!-margin-bottom-0">Kept when you save the form.</p></div>
    </form></dialog>`)
  const place = dialog.querySelector('[data-part="fields"]') as HTMLElement
  const fields = request.tabs.flatMap((tab, index) => {
    const made = tab.fields.map((field) => makeField(field, request))
    place.append(tabSection(tab, index, made, request))
    return made
  })
  return { dialog, fields }
}

/** The first tab lies open; the others open on demand, and those that hold a condition at once. */
function tabSection(
  tab: EditTab,
  index: number,
  fields: SettingField[],
  { component }: EditRequest,
): HTMLElement {
  const section =
    index === 0
      ? element(html`<div></div>`)
      : element(html`<details class="govuk-details" ${tab.key === 'condition' && component.conditional ? html`open` : ''}>
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${tab.label}</span></summary>
          <div class="govuk-details__text"></div></details>`)
  const inner = index === 0 ? section : (section.querySelector('.govuk-details__text') as HTMLElement)
  inner.append(...fields.map((field) => field.element))
  return section
}

function makeField(field: EditField, { component, offered, welsh, what }: EditRequest): SettingField {
  const value = settingAt(component, field.key)
  if (field.key === 'conditional') return conditionsField(value as Conditional | undefined, offered, what)
  switch (field.type) {
    case 'checkbox':
      return tickField(field, value)
    case 'select':
      return selectField(field, value)
    case 'number':
      return numberField(field, value)
    case 'datagrid':
      return optionsField(field, value as OptionSetting[] | undefined, welsh)
    default:
      return textField(field, value, welsh)
  }
}

function readFields(component: Component, fields: SettingField[]): Component {
  return fields.reduce((changed, field) => withSetting(changed, field.key, field.read()), component)
}

function followLabel(dialog: HTMLDialogElement, { keyFor, component }: EditRequest): void {
  const label = dialog.querySelector<HTMLInputElement>('[id="setting-label"], [id="setting-title"]')
  const key = dialog.querySelector<HTMLInputElement>('[id="setting-key"]')
  if (!keyFor || !label || !key) return
  let follows = true
  key.addEventListener('input', () => {
    follows = false
  })
  label.addEventListener('input', () => {
    if (!follows) return
    const changed = label.value.trim() !== '' && label.value.trim() !== say(component.label)
    key.value = changed ? keyFor(keyFromLabel(label.value)) : component.key
  })
}
