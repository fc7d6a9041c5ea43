import { type Card, Components, type FormioComponent } from '@formio/js'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import { html, trusted } from '../../html.ts'
import type { Path } from '../definition.ts'
import { type Cards, leaveAlone } from './cards.ts'

/*
 * Form.io component classes, one for each of our question types. Form.io adds dozens of defaults to what it is given, makes
 * keys of its own and turns double quotes into single ones, so it never gets the questions: it gets cards that only say
 * type and place ("q2_0" is the first question in the list that is third), and these classes draw the question itself.
 */

export function cardKey(path: Path): string {
  return `q${path.join('_')}`
}

export function cardPath(key: string): Path | undefined {
  return /^q\d+(_\d+)*$/.test(key) ? key.slice(1).split('_').map(Number) : undefined
}

/** Classes by type name, to be given to Form.io. */
export function cardComponents(cards: Cards): Record<string, typeof FormioComponent> {
  const classes: Record<string, typeof FormioComponent> = {}
  Object.entries(questionTypes).forEach(([type, { designer }], index) => {
    const holdsQuestions = designer.starter.components !== undefined
    const schema: Card = { type, key: type, input: false, ...(holdsQuestions && { components: [] }) }
    const Base = holdsQuestions ? Components.components.nested : Components.components.component
    classes[type] = class extends Base {
      static builderInfo = {
        title: designer.title,
        icon: designer.icon,
        group: designer.group,
        weight: index,
        schema,
      }
      static override schema() {
        return structuredClone(schema)
      }
      // Form.io asks every type for its edit form and breaks without a `tabs` part. Ours is edited in our own dialog.
      static editForm() {
        return { components: [{ type: 'tabs', key: 'tabs', components: [] }] }
      }
      get defaultSchema() {
        return structuredClone(schema)
      }
      override render(): string {
        return super.render(
          drawCard(cards, this.component.key, holdsQuestions ? () => this.renderComponents() : undefined),
        )
      }
      override attach(element: HTMLElement): Promise<void> {
        leaveAlone(element)
        return super.attach(element)
      }
    }
  })
  return classes
}

function drawCard(cards: Cards, key: string, children?: () => string): string {
  const path = cardPath(key)
  if (!path) return ''
  // Form.io finds a nested list's place by a reference named after the list: "nested-" and its key.
  const list = children
    ? html`<div class="cf-list"><p class="govuk-hint">Asked for each one:</p><div ref="nested-${key}">${trusted(children())}</div></div>`
    : html``
  return cards.draw(path, list)
}
