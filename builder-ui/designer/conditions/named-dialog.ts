import { everySubject } from '../../../form-schemas/condition-subjects.ts'
import type { ConditionGroup, NamedCondition } from '../../../form-schemas/document.ts'
import { say, type Words } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import { type Design, designNames } from '../design.ts'
import { askInDialog } from '../dialog/ask-in-dialog.ts'
import { fieldVoice, type SettingField } from '../dialog/setting-field.ts'
import { textField } from '../dialog/text-fields.ts'
import { freshKey, keyFromLabel } from '../question-key.ts'
import { conditionEditor } from './condition-editor.ts'

/** Asks for a named condition: `index` of the one that is changed, or the number of them for a new one. Undefined when closed. */
export async function editNamed(
  design: Design,
  index: number,
  welsh: boolean,
): Promise<NamedCondition | undefined> {
  const before = design.conditions[index]
  const field = {
    type: 'textfield',
    key: 'label',
    label: 'Name',
    description: 'Such as “Is a landlord”',
    words: true,
  }
  const label = textField(field, before?.label, welsh)
  const when = whenField(design, index, () => say(label.read() as Words) || 'It')
  const body = element(html`<div></div>`)
  body.append(label.element, when.element)
  const read = () => ({
    label: label.read() as Words | undefined,
    when: when.read() as ConditionGroup | undefined,
  })
  const submitted = await askInDialog({
    title: before ? `Condition: ${say(before.label)}` : 'New named condition',
    submit: before ? 'Update condition' : 'Add condition',
    body,
    fields: [label, when],
    problems: () => [
      ...(say(read().label).trim() === '' ? [{ path: 'label', message: 'Enter a name' }] : []),
      ...(read().when ? [] : [{ path: 'when', message: 'Add at least one condition' }]),
    ],
  })
  const { label: words, when: group } = read()
  if (!submitted || !words || !group) return undefined
  const used = new Set(design.conditions.map(({ name }) => name))
  // The name in the document stays as it was: everything that uses the condition goes by it.
  return { name: before?.name ?? freshKey(used, keyFromLabel(say(words))), label: words, when: group }
}

/** Only named conditions above this one can be used in it, so that none leads back to itself. */
function whenField(design: Design, index: number, name: () => string): SettingField {
  const id = 'setting-when'
  const editor = conditionEditor({
    id,
    value: design.conditions[index]?.when,
    subjects: everySubject(design.definition.components),
    named: design.conditions.slice(0, index),
    names: designNames(design),
    lead: () => [{ text: name(), isName: true }, { text: ' is true when ' }],
    none: 'Add the first condition.',
  })
  const made = element(
    html`<div class="govuk-form-group"><p class="govuk-error-message" id="${id}-error" hidden></p></div>`,
  )
  made.append(editor.element)
  return {
    key: 'when',
    label: 'Condition',
    element: made,
    ...fieldVoice(made, id),
    focus: editor.focus,
    problem: editor.problem,
    read: editor.read,
  }
}
