import type { ConditionPlace } from '../../../form-schemas/condition-subjects.ts'
import type { Component, Panel } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import { type Definition, replaceQuestion, withPage } from '../definition.ts'
import { editInDialog } from '../dialog/edit-dialog.ts'
import type { Draft } from '../draft.ts'
import { conditionList, namedList } from './condition-list.ts'
import { type ConditionOwner, conditionOwners } from './condition-owners.ts'
import { editNamed } from './named-dialog.ts'
import { createTryPanel } from './try-panel.ts'

export interface ConditionsScreen {
  show(): void
}

interface Parts {
  draft: Draft
  welsh: boolean
  /** Shows a page or a question on the canvas. */
  goTo(place: ConditionPlace): void
}

/** All conditions of the form in one place: sentences, named conditions, and sample answers to try them on. */
export function createConditionsScreen(host: HTMLElement, { draft, welsh, goTo }: Parts): ConditionsScreen {
  const made =
    element(html`<div><section data-part="list" aria-label="When pages and questions are shown"></section>
    <section data-part="named" aria-label="Named conditions"></section></div>`)
  const part = (name: string) => made.querySelector<HTMLElement>(`[data-part="${name}"]`) as HTMLElement
  const tried = createTryPanel()
  made.append(tried.element)
  host.append(made)

  const show = () => {
    part('list').innerHTML = conditionList(draft.design).text
    part('named').innerHTML = namedList(draft.design).text
    tried.show(draft.design)
  }
  const focus = (rule: string, at?: number) => {
    const all = `[data-rule="${rule}"]`
    const wanted = made.querySelector<HTMLElement>(at === undefined ? all : `${all}[data-at="${at}"]`)
    ;(wanted ?? made.querySelector<HTMLElement>('[data-rule="add"]'))?.focus()
  }

  async function change(owner: ConditionOwner, at: number): Promise<void> {
    const changed = await editInDialog({
      title: `When to show: ${owner.name}`,
      what: owner.what,
      component: owner.component,
      tabs: [{ key: 'condition', label: 'When to show', fields: [whenToShow] }],
      design: draft.design,
      place: owner.place,
      otherKeys: new Set(),
      welsh,
    })
    if (changed && JSON.stringify(changed) !== JSON.stringify(owner.component)) {
      draft.change(`changed when ‘${owner.name}’ is shown`, replaced(draft.definition, owner, changed))
      announce(`Updated when ${owner.name} is shown`)
    }
    const { conditional } = changed ?? owner.component
    focus(conditional ? 'change' : 'add', conditional ? at : undefined)
  }
  function remove(owner: ConditionOwner): void {
    const { conditional: _, ...always } = owner.component
    draft.change(`made ‘${owner.name}’ always shown`, replaced(draft.definition, owner, always as Component))
    announce(`${owner.name} is always shown now. Undo brings the condition back`)
    focus('add')
  }
  async function changeNamed(index: number): Promise<void> {
    const changed = await editNamed(draft.design, index, welsh)
    const { conditions } = draft.design
    if (changed) {
      draft.changeDesign(
        `${index < conditions.length ? 'changed' : 'added'} condition ‘${say(changed.label)}’`,
        {
          ...draft.design,
          conditions: conditions.toSpliced(index, 1, changed),
        },
      )
      announce(`Condition ${say(changed.label)} is kept`)
    }
    focus(
      index < conditions.length ? 'change-named' : 'add-named',
      index < conditions.length ? index : undefined,
    )
  }
  function removeNamed(index: number): void {
    const { conditions } = draft.design
    const name = say(conditions[index]?.label)
    draft.changeDesign(`deleted condition ‘${name}’`, {
      ...draft.design,
      conditions: conditions.toSpliced(index, 1),
    })
    announce(`Deleted condition ${name}. Undo brings it back`)
    focus('add-named')
  }

  made.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-rule]')
    if (!button) return
    const rule = button.dataset.rule
    const at =
      rule === 'add'
        ? Number(made.querySelector<HTMLSelectElement>('#condition-for')?.value)
        : Number(button.dataset.at)
    const owner = conditionOwners(draft.definition)[at]
    if (rule === 'add-named') void changeNamed(draft.design.conditions.length)
    else if (rule === 'change-named') void changeNamed(at)
    else if (rule === 'remove-named') removeNamed(at)
    else if (!owner) return
    else if (rule === 'open') goTo(owner.place)
    else if (rule === 'remove') remove(owner)
    else void change(owner, at)
  })
  return { show }
}

const whenToShow = { type: 'container', key: 'conditional', label: 'When to show' }

function replaced(definition: Definition, { place }: ConditionOwner, changed: Component): Definition {
  return place.path.length === 0
    ? withPage(definition, place.page, () => changed as Panel)
    : replaceQuestion(definition, place, changed)
}
