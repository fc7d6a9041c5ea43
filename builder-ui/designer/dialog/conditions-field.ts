import type { ConditionPlace } from '../../../form-schemas/condition-subjects.ts'
import type { SentencePiece } from '../../../form-schemas/condition-words.ts'
import type { Conditional } from '../../../form-schemas/document.ts'
import { element, html } from '../../html.ts'
import { selectBox } from '../conditions/boxes.ts'
import { conditionEditor } from '../conditions/condition-editor.ts'
import { offeredAt } from '../conditions/offered.ts'
import type { Design } from '../design.ts'
import { fieldVoice, type SettingField } from './setting-field.ts'

/** "Show … when …" of a page or a question: no condition means always shown. */
export function conditionsField(
  value: Conditional | undefined,
  { design, place, what, name }: { design: Design; place: ConditionPlace; what: string; name: string },
): SettingField {
  const id = 'setting-conditional'
  const { subjects, named, names } = offeredAt(design, place)
  const made =
    element(html`<div class="govuk-form-group"><p class="govuk-error-message" id="${id}-error" hidden></p>
    ${selectBox(
      `${id}-show`,
      `This ${what}`,
      [
        { value: 'true', label: 'is shown when', chosen: value?.show !== false },
        { value: 'false', label: 'is hidden when', chosen: value?.show === false },
      ],
      html``,
    )}</div>`)
  const show = made.querySelector('select') as HTMLSelectElement
  const lead = (): SentencePiece[] => [
    { text: show.value === 'true' ? 'Show ' : 'Hide ' },
    { text: name, isName: true },
    { text: ' when ' },
  ]
  const none =
    subjects.length > 0
      ? `This ${what} is always shown.`
      : `This ${what} is always shown. A condition asks about an answer that was given before it, and there is none yet.`
  const editor = conditionEditor({ id, value, subjects, named, names, lead, none })
  show.addEventListener('change', editor.refresh)
  made.append(editor.element)
  return {
    key: 'conditional',
    label: 'When to show',
    element: made,
    ...fieldVoice(made, id),
    focus: editor.focus,
    problem: editor.problem,
    read(): Conditional | undefined {
      const group = editor.read()
      const shown = show.value === 'true'
      if (!group) return undefined
      return group === value && shown === value.show ? value : { ...group, show: shown }
    },
  }
}
