import type { Panel } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { html } from '../html.ts'
import type { Definition } from './definition.ts'
import { describeConditional } from './describe-conditional.ts'

export type PageAction = 'choose' | 'edit' | 'up' | 'down' | 'delete' | 'add'

export interface PagesList {
  show(definition: Definition, chosen: number, label: (key: string) => string): void
  focus(page: number, action: PageAction): void
}

/** The form's pages in order, beside the canvas. It says which button was pressed and changes nothing itself. */
export function createPagesList(
  host: HTMLElement,
  acted: (action: PageAction, page: number) => void,
): PagesList {
  host.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-page-action]')
    if (button) acted(button.dataset.pageAction as PageAction, Number(button.dataset.page))
  })
  const find = (page: number, action: PageAction) =>
    host.querySelector<HTMLButtonElement>(
      `[data-page-action="${action}"][data-page="${page}"]:not([disabled])`,
    )
  return {
    show(definition, chosen, label) {
      const pages = definition.components
      host.innerHTML = html`<h2 class="govuk-heading-s" id="pages-title">Pages</h2>
        <ol class="cf-pages__list" aria-labelledby="pages-title">${pages.map((panel, page) =>
          pageItem(panel, page, page === chosen, pages.length, label),
        )}</ol>
        <button type="button" class="govuk-button govuk-button--secondary" data-page-action="add" data-page="${pages.length}">Add a page</button>`.text
    },
    focus: (page, action) => (find(page, action) ?? find(page, 'choose'))?.focus(),
  }
}

function pageItem(
  panel: Panel,
  page: number,
  chosen: boolean,
  count: number,
  label: (key: string) => string,
) {
  const title = say(panel.title)
  const questions = panel.components.length
  const action = (name: PageAction, words: string, disabled = false) => html`<button type="button"
    class="cf-action cf-action--${name}" data-page-action="${name}" data-page="${page}" aria-label="${words}: page ${title}" ${
      disabled ? html`disabled` : ''
    }>${words}</button>`
  const notes = [
    panel.conditional ? describeConditional(panel.conditional, label) : '',
    questions === 0 ? 'Nothing on this page yet' : '',
  ].filter((note) => note !== '')
  return html`<li class="cf-pages__page ${chosen ? 'cf-pages__page--chosen' : ''}">
    <button type="button" class="cf-pages__choose" data-page-action="choose" data-page="${page}" ${
      chosen ? html`aria-current="true"` : ''
    }>${title}</button>
    ${notes.map((note) => html`<span class="cf-pages__note">${note}</span>`)}
    ${
      chosen
        ? html`<div class="cf-pages__actions">${action('edit', 'Edit')}${action('up', 'Up', page === 0)}${action(
            'down',
            'Down',
            page === count - 1,
          )}${action('delete', 'Delete', count === 1)}</div>`
        : ''
    }</li>`
}
