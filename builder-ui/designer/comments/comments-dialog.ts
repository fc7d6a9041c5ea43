import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import type { Conversation, Conversations } from './conversations.ts'

/** The comments of a question or page, to be read, replied to and resolved. Resolves when the dialog is closed. */
export function showComments(conversations: Conversations, question: string, name: string): Promise<void> {
  const dialog =
    element<HTMLDialogElement>(html`<dialog class="cf-dialog" aria-labelledby="comments-title"><div class="cf-dialog__form">
      <div class="cf-dialog__head"><h2 class="govuk-heading-m" id="comments-title">Comments: ${name}</h2>
        <button type="button" class="cf-action" data-part="close" aria-label="Close the comments">Close</button></div>
      <div class="cf-dialog__body" tabindex="-1"><div data-part="problem" role="alert"></div><div data-part="list"></div>
        <div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="comment-text">Add a comment</label>
          <div class="govuk-hint" id="comment-hint">Only officers of your organisation read it</div>
          <textarea class="govuk-textarea" id="comment-text" rows="3" aria-describedby="comment-hint"></textarea></div></div>
      <div class="cf-dialog__foot"><button type="button" class="govuk-button" data-comment="add">Add the comment</button></div></div></dialog>`)
  const part = (one: string) => dialog.querySelector(`[data-part="${one}"]`) as HTMLElement
  const box = dialog.querySelector<HTMLTextAreaElement>('#comment-text') as HTMLTextAreaElement
  const draw = () => {
    const all = conversations.about(question)
    part('list').innerHTML = html`${all.map(conversation)}`.text
    part('problem').replaceChildren()
  }
  /** Draws what came of it; what was wrong is said, and what was typed stays. */
  const settle = (problem: string | undefined, done: string, focus: HTMLElement) => {
    if (problem) {
      part('problem').innerHTML = html`<p class="govuk-error-message">${problem}</p>`.text
      return
    }
    draw()
    announce(done)
    focus.focus()
  }
  const actions: Record<string, (id: string) => Promise<void>> = {
    async add() {
      const problem = await conversations.add(question, box.value)
      if (!problem) box.value = ''
      settle(problem, 'Comment added', box)
    },
    async reply(id) {
      const text = dialog.querySelector<HTMLTextAreaElement>(`[id="reply-${id}"]`)?.value ?? ''
      settle(await conversations.reply(id, text), 'Reply sent', box)
    },
    async resolve(id) {
      settle(await conversations.setResolved(id, true), 'Comment resolved', box)
    },
    async reopen(id) {
      settle(await conversations.setResolved(id, false), 'Comment open again', box)
    },
  }
  dialog.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-comment]')
    if (!button || button.disabled) return
    button.disabled = true
    void actions[button.dataset.comment ?? '']?.(button.dataset.id ?? '').finally(() => {
      button.disabled = false
    })
  })
  part('close').addEventListener('click', () => dialog.close())
  draw()
  document.body.append(dialog)
  dialog.showModal()
  box.focus()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve()
    })
  })
}

function conversation({ id, by, at, text, replies, isResolved, resolved }: Conversation) {
  const who = `comment by ${by}, ${at}`
  const said = (one: { by: string; at: string; text: string }) =>
    html`<p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${one.by}</strong> <span class="cf-secondary">${one.at}</span></p><p class="govuk-body cf-lines">${one.text}</p>`
  const button = (action: string, words: string) =>
    html`<button type="button" class="cf-action" data-comment="${action}" data-id="${id}" aria-label="${words}: ${who}">${words}</button>`
  const answers = html`<details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Reply<span class="govuk-visually-hidden"> to ${who}</span></span></summary>
    <div class="govuk-details__text"><label class="govuk-label" for="reply-${id}">Your reply</label><textarea class="govuk-textarea govuk-!-margin-bottom-2" id="reply-${id}" rows="2"></textarea>${button('reply', 'Send the reply')}</div></details>${button('resolve', 'Resolve')}`
  return html`<article class="cf-record">${said({ by, at, text })}${replies.map((reply) => html`<div class="cf-parts govuk-!-margin-bottom-2">${said(reply)}</div>`)}${
    isResolved
      ? html`<p class="govuk-body-s cf-secondary">${resolved}</p>${button('reopen', 'Open again')}`
      : answers
  }</article>`
}
