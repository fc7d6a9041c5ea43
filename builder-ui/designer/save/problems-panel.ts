import { element, html } from '../../html.ts'
import { type Definition, type Place, questionAt } from '../definition.ts'
import type { SaveProblem } from './save-request.ts'

/** Where in the form a problem is: a page, or a question on it. */
export type ProblemPlace = { page: number; path: number[] }

/** The place that a JSON pointer leads to, through `/components/0/components/2/…` with or without `/definition` before. */
export function placeOfPointer(definition: Definition, pointer: string): ProblemPlace | undefined {
  const parts = pointer
    .replace(/^\/definition(?=\/)/, '')
    .split('/')
    .slice(1)
  const indexes: number[] = []
  for (let at = 0; parts[at] === 'components' && /^\d+$/.test(parts[at + 1] ?? ''); at += 2) {
    indexes.push(Number(parts[at + 1]))
  }
  const [page, ...path] = indexes
  if (page === undefined || !definition.components[page]) return undefined
  const place: Place = { page, path }
  return path.length === 0 || questionAt(definition, place) ? { page, path } : { page, path: [] }
}

/** The form was refused: what is wrong, each with a way to the question where it is mended. */
export function problemsPanel(
  problems: SaveProblem[],
  definition: Definition,
  name: (place: ProblemPlace) => string,
  goTo: (place: ProblemPlace) => void,
): HTMLElement {
  const told = problems.map(({ pointer, message }) => ({
    message,
    place: placeOfPointer(definition, pointer),
  }))
  const panel = element(html`<div class="govuk-error-summary" tabindex="-1" id="problems"><div role="alert">
    <h2 class="govuk-error-summary__title">Not saved: there is a problem</h2>
    <div class="govuk-error-summary__body"><p class="govuk-body">Your changes are kept on this computer, and are saved as soon as this is mended.</p><ul class="govuk-list govuk-error-summary__list">${told.map(
      ({ message, place }, index) =>
        place
          ? html`<li><a href="#designer" data-index="${index}">${name(place)}: ${message}</a></li>`
          : html`<li>${message}</li>`,
    )}</ul></div></div></div>`)
  panel.addEventListener('click', (event) => {
    const index = (event.target as HTMLElement).dataset.index
    const place = index === undefined ? undefined : told[Number(index)]?.place
    if (!place) return
    event.preventDefault()
    goTo(place)
  })
  return panel
}
