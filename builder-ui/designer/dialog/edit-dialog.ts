import type { ConditionPlace } from '../../../form-schemas/condition-subjects.ts'
import type { Component, Conditional } from '../../../form-schemas/document.ts'
import { say, type Words } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import type { Design } from '../design.ts'
import { keyFromLabel } from '../question-key.ts'
import { askInDialog } from './ask-in-dialog.ts'
import { checkSettings, type SettingProblem } from './check-settings.ts'
import { selectField, tickField } from './choice-fields.ts'
import { conditionsField } from './conditions-field.ts'
import type { EditField, EditTab } from './edit-form.ts'
import { lookupField, type OfferedDataset } from './lookup-field.ts'
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
  /** Where it stands in the form, and the form: what conditions may look at. */
  design: Design
  place: ConditionPlace
  otherKeys: Set<string>
  /** For a new question: its name used in rules follows the label until it is typed over. */
  keyFor?: (label: string) => string
  /** Welsh boxes are shown beside English ones. */
  welsh: boolean
  /** What is asked beside the component's own settings: read by whoever asks. */
  extras?: { label: string; fields: SettingField[] }
  /** What only whoever asks can tell is wrong. */
  check?(changed: Component): SettingProblem[]
  /** The organisation's datasets, for looking up. */
  datasets?: readonly OfferedDataset[]
}

/** Opens the dialog and gives the changed component, or undefined when it was closed without saving. */
export async function editInDialog(request: EditRequest): Promise<Component | undefined> {
  const body = element(html`<div></div>`)
  const fields = request.tabs.flatMap((tab, index) => {
    const made = tab.fields.map((field) => makeField(field, request))
    body.append(tabSection(tab, index, made, request))
    return made
  })
  const { extras } = request
  if (extras) body.append(foldedSection(extras.label, extras.fields, false))
  followLabel(body, request)
  let changed = request.component
  const submitted = await askInDialog({
    title: request.title,
    submit: `Update ${request.what}`,
    body,
    fields: [...fields, ...(extras?.fields ?? [])],
    problems() {
      changed = readFields(request.component, fields)
      return [...checkSettings(changed, request), ...(request.check?.(changed) ?? [])]
    },
  })
  return submitted ? changed : undefined
}

/** The first tab lies open; the others open on demand, and those that hold a condition or a look-up at once. */
function tabSection(
  tab: EditTab,
  index: number,
  fields: SettingField[],
  { component }: EditRequest,
): HTMLElement {
  if (index > 0) {
    const isUsed = (key: string) =>
      tab.fields.some((field) => field.key === key) && component[key] !== undefined
    return foldedSection(tab.label, fields, isUsed('conditional') || isUsed('lookup'))
  }
  const section = element(html`<div></div>`)
  section.append(...fields.map((field) => field.element))
  return section
}

function foldedSection(label: string, fields: SettingField[], open: boolean): HTMLElement {
  const section = element(html`<details class="govuk-details" ${open ? html`open` : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${label}</span></summary>
    <div class="govuk-details__text"></div></details>`)
  section.querySelector('.govuk-details__text')?.append(...fields.map((field) => field.element))
  return section
}

function makeField(field: EditField, request: EditRequest): SettingField {
  const { component, design, place, welsh, what } = request
  const value = settingAt(component, field.key)
  if (field.key === 'conditional') {
    const name = say(component.title as Words) || nameOf(component)
    return conditionsField(value as Conditional | undefined, { design, place, what, name })
  }
  if (field.key === 'lookup') return lookupField(component, request)
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

function followLabel(dialog: HTMLElement, { keyFor, component }: EditRequest): void {
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
