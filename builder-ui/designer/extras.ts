import type { Component, Panel } from '../../form-schemas/document.ts'
import { type Html, html } from '../html.ts'
import { nameOf } from './canvas/card.ts'
import { showComments } from './comments/comments-dialog.ts'
import { type Conversation, type Conversations, createConversations } from './comments/conversations.ts'
import { everyQuestion, type Path, type Place } from './definition.ts'
import type { View } from './designer.ts'
import type { Draft } from './draft.ts'
import { createBankActions } from './question-bank/bank-actions.ts'
import { titleOf } from './question-bank/bank-dialogs.ts'
import {
  type Block,
  type Blocks,
  changedSince,
  createBlocks,
  type TakenBlock,
} from './question-bank/blocks.ts'

/*
 * What stands beside a question or page and comes from elsewhere than the form: the question bank and colleagues' comments. Where the
 * page gives no address for them, or they do not answer, the designer works without.
 */

export interface Extras {
  /** Below a question on the canvas. */
  card(question: Component, path: Path): Html
  /** Below a page in the list. */
  page(panel: Panel, isChosen: boolean): Html
  /** Beside the heading of the page on the canvas. */
  heading(panel: Panel): Html
}

export interface ExtrasRequest {
  draft: Draft
  view: View
  draw: () => void
  /** Where the question bank is read; it says where entries are kept. */
  bankUrl?: string | undefined
  /** Where comments are read; it says where they are sent. */
  commentsUrl?: string | undefined
}

type Action = 'save' | 'update' | 'add' | 'comments'

export async function createExtras(host: HTMLElement, request: ExtrasRequest): Promise<Extras> {
  const { draft, view, draw, bankUrl, commentsUrl } = request
  const [bank, told] = await Promise.all([
    read<{ blocks: Block[]; taken: TakenBlock[]; url: string }>(bankUrl),
    read<{ comments: Conversation[]; url: string }>(commentsUrl),
  ])
  const blocks: Blocks | undefined = bank && createBlocks(bank)
  const conversations: Conversations | undefined = told && createConversations(told.url, told.comments)
  const missing = (bankUrl && !bank) || (commentsUrl && !told)

  const focusOn = (action: Action, key: string) => {
    const focus = () => {
      const find = (one: Action) =>
        host.querySelector<HTMLButtonElement>(`[data-extra="${one}"][data-key="${key}"]`)
      ;(find(action) ?? find('save') ?? find('comments'))?.focus()
    }
    view.afterDrawing = focus
    // Where nothing is drawn again, the focus goes back now.
    focus()
  }
  const actions = blocks && bank && createBankActions({ draft, view, blocks, url: bank.url, focusOn })

  host.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-extra]')
    const key = button?.dataset.key ?? ''
    const place = button && placeOf(draft, view, key, button.dataset.path)
    if (!button || !place) return
    const action = button.dataset.extra as Action
    if (action === 'save') void actions?.save(place)
    else if (action === 'update') void actions?.update(place)
    else if (action === 'add') void actions?.add()
    else if (conversations)
      void showComments(conversations, key, button.dataset.name ?? '').then(() => {
        focusOn('comments', key)
        draw()
      })
  })

  const button = (action: Action, words: string, key: string, name: string, path?: Path) =>
    html`<button type="button" class="cf-action" data-extra="${action}" data-key="${key}" data-name="${name}" ${
      path ? html`data-path="${path.join('.')}"` : ''
    } aria-label="${words}: ${name}">${words}</button>`
  const commentWords = (key: string) => {
    const open = conversations?.openCount(key) ?? 0
    return open === 0 ? 'Comment' : `Comments (${open} open)`
  }
  const origin = (component: Component) => {
    const block = blocks?.find(component.bank?.block)
    return block ? html`<span class="cf-extras__note">From the question bank: ‘${block.name}’</span>` : ''
  }
  const update = (component: Component, key: string, name: string, path?: Path) =>
    blocks && changedSince(component, blocks)
      ? html`<strong class="govuk-tag govuk-tag--yellow">Update available</strong> ${button('update', 'See the update', key, name, path)}`
      : ''

  return {
    card(question, path) {
      if (!blocks && !conversations) return html``
      const [key, name] = [question.key, nameOf(question)]
      return html`<div class="cf-extras">${conversations ? button('comments', commentWords(key), key, name, path) : ''}${
        blocks ? button('save', 'Save to question bank', key, name, path) : ''
      }${origin(question)}${update(question, key, name, path)}</div>`
    },
    page(panel, isChosen) {
      const [key, name] = [panel.key, `page ${titleOf(panel)}`]
      const within = [
        key,
        ...everyQuestion({ display: 'wizard', components: [panel] }).map(({ question }) => question.key),
      ]
      const open = within.reduce((sum, one) => sum + (conversations?.openCount(one) ?? 0), 0)
      const note =
        open > 0
          ? html`<span class="cf-pages__note">${open === 1 ? '1 open comment' : `${open} open comments`}</span>`
          : ''
      if (!isChosen) return note || html``
      return html`${note}<div class="cf-pages__actions">${conversations ? button('comments', commentWords(key), key, name, []) : ''}${
        blocks ? button('save', 'Save to question bank', key, name, []) : ''
      }${origin(panel)}${update(panel, key, name, [])}</div>`
    },
    heading(panel) {
      if (missing)
        return html`<span class="cf-extras__note">The question bank and comments could not be read. Reload the page to use them.</span>`
      return blocks ? button('add', 'Add from question bank', panel.key, titleOf(panel), []) : html``
    },
  }
}

function placeOf(draft: Draft, view: View, key: string, path: string | undefined): Place | undefined {
  if (path) return { page: view.page, path: path.split('.').map(Number) }
  const page = draft.definition.components.findIndex((panel) => panel.key === key)
  return page < 0 ? undefined : { page, path: [] }
}

/** Undefined when there is no address, or no answer. */
async function read<T>(url: string | undefined): Promise<T | undefined> {
  if (!url) return undefined
  try {
    const response = await fetch(url, {
      credentials: 'same-origin',
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    })
    return response.ok ? ((await response.json()) as T) : undefined
  } catch {
    return undefined
  }
}
