import { type Html, html } from '../../html.ts'
import type { Difference } from '../differences.ts'

const verbs = { added: 'Added', removed: 'Deleted', changed: 'Changed', moved: 'Moved' }

export function differenceList(found: Difference[], none: string): Html {
  if (found.length === 0) return html`<p class="govuk-body">${none}</p>`
  return html`<ul class="cf-differences">${found.map(
    ({ kind, what, details }) => html`<li><strong>${verbs[kind]}</strong> ${what}${detailList(details)}</li>`,
  )}</ul>`
}

function detailList(details: string[]): Html {
  if (details.length < 2) return html`${details.map((line) => html`, ${line}`)}`
  return html`<ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">${details.map((line) => html`<li>${line}</li>`)}</ul>`
}
