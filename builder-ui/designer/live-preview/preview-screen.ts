import type { Component } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import type { Path } from '../definition.ts'
import type { View } from '../designer.ts'
import type { Draft } from '../draft.ts'
import { createFrame } from './preview-frame.ts'
import { askForPreview, type PreviewOutcome } from './preview-request.ts'

export interface PreviewScreen {
  show(): void
  /** Shows a page with the focus on one of its questions. */
  showQuestion(key: string): void
}

interface Parts {
  draft: Draft
  view: View
  url: string
  /** Draws everything again for another page. */
  draw(): void
  /** Opens a question's dialog where one is. */
  edit(path: Path): void
  /** Leaves for the question on the canvas. */
  goTo(place: { page: number; path: Path }): void
}

/** The page as residents get it, beside the questions that are on it: each a way to its dialog, and to its card. */
export function createPreviewScreen(host: HTMLElement, parts: Parts): PreviewScreen {
  const { draft, view } = parts
  const made = element(html`<div><div class="cf-preview__tools">
      <div class="govuk-form-group"><label class="govuk-label" for="preview-page">Page</label>
        <select class="govuk-select" id="preview-page"></select></div>
      <div class="govuk-form-group"><label class="govuk-label" for="preview-width">Width</label>
        <select class="govuk-select" id="preview-width"><option value="desktop">Desktop</option><option value="phone">Phone</option></select></div>
      <div class="govuk-form-group"><label class="govuk-label" for="preview-language">Language</label>
        <select class="govuk-select" id="preview-language"><option value="en">English</option><option value="cy">Welsh</option></select></div>
      <div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" id="preview-errors">
        <label class="govuk-label govuk-checkboxes__label" for="preview-errors">Show error messages</label></div></div></div>
    <div class="cf-preview"><div class="cf-preview__page"><p class="govuk-body" role="status" data-part="told"></p>
        <iframe class="cf-preview__frame" title="Preview of the page"></iframe></div>
      <section aria-labelledby="preview-questions"><h2 class="govuk-heading-s" id="preview-questions">On this page</h2>
        <ul class="cf-rules" data-part="questions"></ul></section></div></div>`)
  host.append(made)
  const find = <E extends HTMLElement>(selector: string) => made.querySelector<E>(selector) as E
  const [pageBox, width, language] = ['page', 'width', 'language'].map((name) =>
    find<HTMLSelectElement>(`#preview-${name}`),
  ) as [HTMLSelectElement, HTMLSelectElement, HTMLSelectElement]
  const errors = find<HTMLInputElement>('#preview-errors')
  const frame = find<HTMLIFrameElement>('iframe')
  const panel = () => draft.definition.components[view.page]
  const turnTo = (page: number) => {
    if (!draft.definition.components[page]) return
    view.page = page
    parts.draw()
    announce(`Page ${page + 1}: ${say(panel()?.title)}`)
  }
  const shown = createFrame(frame, () => panel()?.components ?? [], {
    continued: () => turnTo(view.page + 1),
    back: () => turnTo(view.page - 1),
    otherLanguage() {
      language.value = language.value === 'en' ? 'cy' : 'en'
      show()
    },
    question: (key) => parts.edit([questionIndex(panel()?.components ?? [], key)]),
  })

  let asking = new AbortController()
  let wanted: string | undefined
  const show = () => {
    drawTools()
    asking.abort()
    asking = new AbortController()
    const page = panel()
    if (!page) return
    if (page.components.length === 0)
      return tell({ kind: 'refused', messages: ['Nothing is on this page yet.'] })
    const request = { page: page.key, language: language.value as 'en' | 'cy', errors: errors.checked }
    void askForPreview(parts.url, draft.design, request, asking.signal).then(tell)
  }
  const tell = (outcome: PreviewOutcome) => {
    if (outcome.kind === 'overtaken') return
    frame.hidden = outcome.kind !== 'page'
    const told = find('[data-part="told"]')
    told.textContent = sayOutcome(outcome)
    if (outcome.kind !== 'page') return
    frame.addEventListener(
      'load',
      () => {
        if (wanted) shown.focusQuestion(wanted)
        wanted = undefined
        frame.dataset.shown = panel()?.key ?? ''
      },
      { once: true },
    )
    shown.show(outcome.html)
  }
  const drawTools = () => {
    const pages = draft.definition.components.map(
      ({ title }, page) =>
        html`<option value="${page}" ${page === view.page ? html`selected` : ''}>${page + 1}. ${say(title)}</option>`,
    )
    pageBox.innerHTML = html`${pages}`.text
    frame.classList.toggle('cf-preview__frame--phone', width.value === 'phone')
    const list = find('[data-part="questions"]')
    const focused = list.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset
      : undefined
    list.innerHTML = html`${(panel()?.components ?? []).map(questionItem)}`.text
    if (focused)
      list.querySelector<HTMLElement>(`[data-preview="${focused.preview}"][data-at="${focused.at}"]`)?.focus()
  }

  made.addEventListener('change', (event) => {
    if (event.target === pageBox) turnTo(Number(pageBox.value))
    else if (event.target === width) drawTools()
    else show()
  })
  made.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-preview]')
    if (!button) return
    const path = [Number(button.dataset.at)]
    if (button.dataset.preview === 'edit') parts.edit(path)
    else parts.goTo({ page: view.page, path })
  })
  return {
    show,
    showQuestion(key) {
      wanted = key
    },
  }
}

function questionItem(question: Component, at: number) {
  const name = nameOf(question)
  const action = (
    preview: string,
    words: string,
  ) => html`<button type="button" class="cf-action cf-action--edit"
    data-preview="${preview}" data-at="${at}" aria-label="${words}: ${name}">${words}</button>`
  return html`<li><p class="cf-sentence">${name}</p><div class="cf-rule__actions">${action('edit', 'Edit')}${action('go', 'Go to question')}</div></li>`
}

function questionIndex(questions: Component[], key: string): number {
  return questions.findIndex((question) => question.key === key)
}

function sayOutcome(outcome: PreviewOutcome): string {
  if (outcome.kind === 'refused')
    return `This page cannot be shown yet. ${outcome.messages.slice(0, 3).join('. ')}`
  return outcome.kind === 'unreachable'
    ? 'The preview is not there at the moment. Your work is not touched.'
    : ''
}
