import { element, html } from '../../html.ts'
import type { Draft } from '../draft.ts'
import { sayMoment } from './moments.ts'
import type { Saver } from './saver.ts'
import type { CopyKeeper, UnsavedCopy } from './unsaved-copy.ts'

/** Looks for what an earlier visit could not send, puts it back into the draft, and says so. */
export function bringBack(draft: Draft, saver: Saver, copies: CopyKeeper, messages: HTMLElement): void {
  const left = copies.takeLeftBehind()
  if (!left) return
  if (!goOnWith(left, draft, saver)) {
    copies.drop()
    return
  }
  const banner =
    element(html`<section class="govuk-notification-banner" role="alert" aria-labelledby="brought-back">
    <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="brought-back">Your changes are back</h2></div>
    <div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">You made changes on ${sayMoment(new Date(left.keptAt))} that had not been saved. They are in the form again.</p></div></section>`)
  messages.before(banner)
}

/**
 * Goes on with what an earlier visit left; it is then sent like any other change. When somebody has saved meanwhile, the old revision
 * goes with it, so that the server says so and nothing is overwritten. False when the server has it already.
 */
export function goOnWith(left: UnsavedCopy, draft: Draft, saver: Saver): boolean {
  const there = JSON.stringify(draft.design)
  if (JSON.stringify(left.mine) === there) return false
  const arrived = left.sent.some((design) => JSON.stringify(design) === there)
  const agreed = arrived || left.revision === draft.revision
  // What was sent last may still be on its way.
  saver.wasSent(arrived ? [] : left.sent)
  draft.resume('brought back changes that were not saved', {
    mine: left.mine,
    base: agreed ? draft.design : left.base,
    revision: agreed ? draft.revision : left.revision,
  })
  return true
}
