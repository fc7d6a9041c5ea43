/** Text made safe to stand in HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: unknown): string {
  return String(text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** An HTML template in which every value is escaped, except what already came from `html` or `trusted`. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(parts.reduce((text, part, index) => text + insert(values[index - 1]) + part))
}

/** HTML that is known to be safe: made by us, or held to the document's allow-list of tags. */
export function trusted(text: string): Html {
  return new Html(text)
}

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

function insert(value: unknown): string {
  if (Array.isArray(value)) return value.map(insert).join('')
  if (value instanceof Html) return value.text
  return value === undefined || value === false ? '' : escapeHtml(value)
}

/** The one element that a template makes. */
export function element<E extends HTMLElement = HTMLElement>(template: Html): E {
  const holder = document.createElement('template')
  holder.innerHTML = template.text
  return holder.content.firstElementChild as E
}
