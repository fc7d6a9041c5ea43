import {
  conditionAbout,
  type GroupModel,
  groupAt,
  groupOf,
  isUnfinished,
  modelOf,
  withOperator,
} from '../../../form-schemas/condition-group.ts'
import { type Names, sayGroup } from '../../../form-schemas/condition-words.ts'
import type { Condition, ConditionGroup } from '../../../form-schemas/document.ts'
import { element, html } from '../../html.ts'
import { type GroupView, groupView } from './group-view.ts'
import { sentence } from './sentence.ts'
import { readValue } from './value-control.ts'

/*
 * Builds a group of conditions by picking: question, comparison, answer; groups in groups; named conditions. It is redrawn from
 * its model whenever its shape changes, and puts focus where the officer was or where the new part is.
 */

export interface ConditionEditor {
  element: HTMLElement
  /** As the document holds it; the very object that was given while nothing was changed; undefined when nothing is asked. */
  read(): ConditionGroup | undefined
  /** What is still to be filled in, in an officer's words. */
  problem(): string | undefined
  focus(): void
}

export interface EditorSettings extends GroupView {
  value: ConditionGroup | undefined
  names: Names
  /** Draws what stands before the conditions in the sentence ("Show ‘Which fridge?’ when "). */
  lead(): Parameters<typeof sentence>[0]
  /** Said where nothing is asked yet. */
  none: string
}

export function conditionEditor(settings: EditorSettings): ConditionEditor & { refresh(): void } {
  const root = modelOf(settings.value)
  let touched = false
  const made = element(html`<div class="cf-conditions">
    <p class="cf-sentence" role="status" data-part="sentence"></p><div data-part="group"></div></div>`)
  const part = (name: string) => made.querySelector<HTMLElement>(`[data-part="${name}"]`) as HTMLElement
  const subjectOf = ({ component }: Condition) =>
    settings.subjects.find((subject) => subject.component === component)

  const refresh = () => {
    const group = groupOf(root)
    part('sentence').innerHTML = group
      ? sentence([...settings.lead(), ...sayGroup(group, settings.names)]).text
      : html`${settings.none}`.text
  }
  const draw = (focus?: string) => {
    part('group').innerHTML = groupView(settings, root, []).text
    refresh()
    const wanted = focus && part('group').querySelector<HTMLElement>(focus)
    if (focus) (wanted || part('group').querySelector<HTMLElement>('[data-do]'))?.focus()
  }
  const stillThere = (target: HTMLElement) => `[id="${target.id}"]`

  made.addEventListener('change', (event) => {
    const target = event.target as HTMLInputElement | HTMLSelectElement
    const { set, group: at, index } = target.dataset
    if (!set) return
    touched = true
    const group = groupAt(root, pathOf(at))
    if (set === 'conjunction') group.conjunction = target.value === 'any' ? 'any' : 'all'
    else if (set === 'named') group.named[Number(index)] = target.value
    else change(group, Number(index), set, target.value)
    // A value alone changes nothing of the shape: redrawing would take the caret out of the box.
    if (set === 'value' || set === 'conjunction' || set === 'named') refresh()
    else draw(stillThere(target))
  })
  const change = (group: GroupModel, index: number, set: string, typed: string) => {
    const before = group.conditions[index]
    if (!before) return
    const subject =
      set === 'component' ? settings.subjects.find(({ component }) => component === typed) : subjectOf(before)
    if (set === 'component') group.conditions[index] = subject ? conditionAbout(subject) : before
    else if (set === 'operator')
      group.conditions[index] = withOperator(before, typed as Condition['operator'], subject)
    else group.conditions[index] = { ...before, value: readValue(typed, subject) }
  }

  made.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-do]')
    if (!button) return
    touched = true
    const group = groupAt(root, pathOf(button.dataset.group))
    const index = Number(button.dataset.index)
    const first = settings.subjects[0]
    switch (button.dataset.do) {
      case 'add-condition':
        if (first) group.conditions.push(conditionAbout(first))
        return draw(focusOf(button, 'component', group.conditions.length - 1))
      case 'add-named':
        group.named.push(settings.named[0]?.name ?? '')
        return draw(focusOf(button, 'named', group.named.length - 1))
      case 'add-group': {
        const conditions = first ? [conditionAbout(first)] : []
        group.groups.push({ conjunction: 'any', conditions, named: [], groups: [] })
        const path = [...pathOf(button.dataset.group), group.groups.length - 1].join('.')
        return draw(`[data-group="${path}"][data-set="component"]`)
      }
      case 'remove-condition':
        group.conditions.splice(index, 1)
        return draw(`[data-group="${button.dataset.group}"][data-do="add-condition"]`)
      case 'remove-named':
        group.named.splice(index, 1)
        return draw(`[data-group="${button.dataset.group}"][data-do="add-named"]`)
      case 'remove-group':
        group.groups.splice(index, 1)
        return draw(`[data-group="${button.dataset.group}"][data-do="add-group"]`)
    }
  })

  draw()
  return {
    element: made,
    refresh,
    read: () => (touched ? groupOf(root) : settings.value),
    problem: () => (touched ? unfinished(root, settings.names) : undefined),
    focus: () => made.querySelector<HTMLElement>('select, button')?.focus(),
  }
}

function unfinished(group: GroupModel, names: Names): string | undefined {
  const open = group.conditions.find(isUnfinished)
  if (open) return `Say what ‘${names.subject(open.component)?.label ?? open.component}’ is compared with`
  for (const inner of group.groups) {
    const found = unfinished(inner, names)
    if (found) return found
  }
  return undefined
}

function pathOf(at: string | undefined): number[] {
  return at ? at.split('.').map(Number) : []
}

function focusOf(button: HTMLElement, set: string, index: number): string {
  return `[data-group="${button.dataset.group}"][data-index="${index}"][data-set="${set}"]`
}
