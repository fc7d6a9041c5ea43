import { type Names, sayWhen } from '../../form-schemas/condition-words.ts'
import type { Panel } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { type Html, html } from '../html.ts'
import { sentence } from './conditions/sentence.ts'
import { type Design, designNames } from './design.ts'
import { sectionStartingAt } from './sections.ts'

export type PageAction = 'choose' | 'edit' | 'up' | 'down' | 'move' | 'copy' | 'delete' | 'add' | 'addExit'

export interface PagesList {
  show(design: Design, chosen: number): void
  focus(page: number, action: PageAction): void
}

/** The form's pages in order, beside the canvas. It says which button was pressed and changes nothing itself. */
export function createPagesList(
  host: HTMLElement,
  acted: (action: PageAction, page: number) => void,
  extras: (panel: Panel, isChosen: boolean) => Html,
): PagesList {
  host.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-page-action]')
    if (button) acted(button.dataset.pageAction as PageAction, Number(button.dataset.page))
  })
  const find = (page: number, action: PageAction) =>
    host.querySelector<HTMLButtonElement>(
      `[data-page-action="${action}"][data-page="${page}"]:not([disabled])`,
    )
  const focus = (page: number, action: PageAction) => (find(page, action) ?? find(page, 'choose'))?.focus()
  return {
    show(design, chosen) {
      const pages = design.definition.components
      const names = designNames(design)
      const items = pages.map((panel, page) => {
        const section = say(sectionStartingAt(design, page)?.title)
        const own = page === chosen ? pageButtons(panel, page, pages.length) : html``
        const buttons = html`${own}${extras(panel, page === chosen)}`
        return pageItem(panel, { page, section, names, buttons, isChosen: page === chosen })
      })
      const focused = host.contains(document.activeElement) ? document.activeElement : undefined
      host.innerHTML = html`<h2 class="govuk-heading-s" id="pages-title">Pages</h2>
        <ol class="cf-pages__list" aria-labelledby="pages-title">${items}</ol>
        <button type="button" class="govuk-button govuk-button--secondary" data-page-action="add" data-page="${pages.length}">Add a page</button>
        <button type="button" class="cf-action" data-page-action="addExit" data-page="${pages.length}">Add a page that ends the form</button>`.text
      // At once, before the rest is drawn: who tabs on from here is not to be called back.
      if (focused instanceof HTMLElement && focused.dataset.pageAction)
        focus(Number(focused.dataset.page), focused.dataset.pageAction as PageAction)
    },
    focus,
  }
}

interface PageView {
  page: number
  section: string
  names: Names
  buttons: Html
  isChosen: boolean
}

function pageItem(panel: Panel, { page, section, names, buttons, isChosen }: PageView): Html {
  const notes = [
    panel.conditional ? sentence(sayWhen(panel.conditional, names)) : '',
    panel.exit ? 'The form ends here' : '',
    panel.components.length === 0 ? 'Nothing on this page yet' : '',
  ].filter((note) => note !== '')
  const heading = html`<span class="cf-pages__section"><span class="govuk-visually-hidden">Section: </span>${section}</span>`
  return html`<li class="cf-pages__page ${isChosen ? 'cf-pages__page--chosen' : ''}">
    ${section === '' ? '' : heading}
    <button type="button" class="cf-pages__choose" data-page-action="choose" data-page="${page}" ${
      isChosen ? html`aria-current="true"` : ''
    }>${say(panel.title)}</button>
    ${notes.map((note) => html`<span class="cf-pages__note">${note}</span>`)}${buttons}</li>`
}

function pageButtons(panel: Panel, page: number, count: number): Html {
  const action = (name: PageAction, words: string, disabled = false) => html`<button type="button"
    class="cf-action cf-action--${name}" data-page-action="${name}" data-page="${page}" aria-label="${words}: page ${say(panel.title)}" ${
      disabled ? html`disabled` : ''
    }>${words}</button>`
  return html`<div class="cf-pages__actions">${action('edit', 'Edit')}${action('up', 'Up', page === 0)}${action(
    'down',
    'Down',
    page === count - 1,
  )}${action('move', 'Move to…', count === 1)}${action('copy', 'Copy')}${action('delete', 'Delete', count === 1)}</div>`
}
