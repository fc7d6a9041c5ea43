import type { Component, Conditional, FormDocument, Panel } from '../../form-schemas/document.ts'
import { compileForm } from '../../server/journey/index.ts'

/** A form document of these pages, as little as it can be. */
export function aDocument(...pages: Panel[]): FormDocument {
  return {
    format: 'counterfoil/1',
    slug: 'a-form',
    title: 'A form',
    definition: { display: 'wizard', components: pages },
  }
}

export function aForm(...pages: Panel[]) {
  return compileForm(aDocument(...pages))
}

export function aPage(key: string, components: Component[], conditional?: Conditional): Panel {
  return { type: 'panel', key, title: `Page ${key}`, components, ...(conditional && { conditional }) }
}

export function aText(key: string, more: Partial<Component> = {}): Component {
  return { type: 'textfield', key, label: `Question ${key}`, validate: { required: true }, ...more }
}

export function aYesNo(key: string, more: Partial<Component> = {}): Component {
  return { type: 'yesno', key, label: `Question ${key}`, validate: { required: true }, ...more }
}

export function aList(key: string, validate: Record<string, unknown>, components: Component[]): Component {
  return { type: 'editgrid', key, label: `List ${key}`, itemLabel: 'thing', validate, components }
}

export function when(
  component: string,
  operator: Conditional['conditions'][number]['operator'],
  value?: string | number | boolean,
): Conditional {
  return {
    show: true,
    conjunction: 'all',
    conditions: [{ component, operator, ...(value !== undefined && { value }) }],
  }
}
