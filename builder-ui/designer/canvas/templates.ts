import { escapeHtml, html, trusted } from '../../html.ts'

/*
 * The templates that Form.io's builder draws itself with. Own ones throughout: the stock templates need Bootstrap, carry
 * inline styles (which the content security policy refuses) and have buttons that a keyboard cannot reach.
 * `ref` attributes are how Form.io finds its parts again; `drag-copy`, `drag-container` and `no-drop` are read by its
 * drag and drop; a group without data-default="true" is hidden by it.
 */

interface Context {
  [name: string]: string
}

interface PaletteGroup {
  title: string
  componentOrder: string[]
  components: Record<string, { key: string; title: string; icon: string; schema: { type: string } }>
}

/** A sign for each icon name that question types give; letters and figures that every typeface has. */
const signs: Record<string, string> = {
  text: 'T',
  textarea: '¶',
  number: '12',
  currency: '£',
  calendar: '31',
  month: '▦',
  time: '◷',
  birthday: '✻',
  radio: '◉',
  'yes-no': 'Y/N',
  checkboxes: '☑',
  select: '▾',
  checkbox: '✓',
  email: '@',
  phone: '☎',
  address: '⌂',
  person: '☺',
  organisation: '⌘',
  'ni-number': 'NI',
  bank: '££',
  reference: '№',
  vehicle: 'AB',
  uprn: '#',
  declaration: '✎',
  list: '≡',
  file: '⇪',
  photo: '▣',
  inset: '▌',
  warning: '!',
  details: '▸',
  calculated: '=',
  hidden: '∅',
  content: 'i',
}

function builderSidebarGroup({ group, groupKey }: { group: PaletteGroup; groupKey: string }): string {
  const items = group.componentOrder.map((name) => {
    const item = group.components[name]
    if (!item) return ''
    return html`<button type="button" ref="sidebar-component" class="cf-palette__item drag-copy" data-group="${groupKey}"
      data-key="${item.key}" data-type="${item.schema.type}" aria-label="Add: ${item.title}"><span class="cf-palette__icon" data-sign="${signs[item.icon] ?? '+'}"></span
      ><span>${item.title}</span></button>`
  })
  return html`<div class="cf-palette__group" ref="sidebar-group" id="group-${groupKey}" data-default="true">
    <h3 class="cf-palette__title">${group.title}</h3>
    <div class="cf-palette__items no-drop" ref="sidebar-container" id="group-container-${groupKey}">${items}</div>
  </div>`.text
}

export const canvasTemplates = {
  builder: {
    form: ({ sidebar, form }: Context) =>
      `<div class="cf-builder"><div class="cf-canvas" ref="form">${form}</div>${sidebar}</div>`,
  },
  builderSidebar: {
    form: ({ groups }: { groups: string[] }) =>
      `<section class="cf-palette" ref="sidebar" id="palette" aria-labelledby="palette-title">
        <h2 class="govuk-heading-s" id="palette-title">Add to this page</h2>
        <div ref="sidebar-groups">${groups.join('')}</div></section>`,
  },
  builderSidebarGroup: { form: builderSidebarGroup },
  builderComponents: {
    form: ({ key, html: inner }: Context) =>
      `<div class="drag-container" ref="${escapeHtml(key)}-container">${inner}</div>`,
  },
  builderComponent: {
    form: ({ html: inner }: Context) => `<div class="cf-card" ref="dragComponent">${inner}</div>`,
  },
  builderPlaceholder: {
    form: ({ position }: Context) =>
      `<div class="cf-empty drag-and-drop-alert no-drag" data-noattach="true" data-position="${escapeHtml(position)}">Drag a question here, or choose one from the list</div>`,
  },
  webform: {
    form: ({ children }: Context) => `<div ref="webform">${children}</div>`,
    builder: ({ children }: Context) => `<div ref="webform">${children}</div>`,
  },
  components: { form: ({ children }: { children: string[] }) => children.join('') },
  // Around what holds other parts. Labels are drawn by our cards.
  field: { form: ({ element }: Context) => element ?? '' },
  label: { form: () => '' },
  component: {
    form: ({ id, children }: Context) =>
      html`<div id="${id}" ref="component">${trusted(children ?? '')}</div>`.text,
  },
}
