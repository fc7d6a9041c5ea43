import type { Saver } from './saver.ts'

/** Milliseconds that a link waits for the save before it; then the browser asks whether to leave without. */
const patience = 3000

/** Nothing stays behind when the page is left: what was just changed is sent first, and the screen behind a link shows it. */
export function saveBeforeLeaving(saver: Saver): void {
  const flush = () => {
    if (saver.state === 'saving' && !saver.settled) void saver.save({ leaving: true })
  }
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !leadsAway(link, event) || saver.state !== 'saving') return
    event.preventDefault()
    void Promise.race([saver.save({ leaving: true }), later(patience)]).then(() => location.assign(link.href))
  })
  window.addEventListener('beforeunload', (event) => {
    flush()
    if (!saver.settled) event.preventDefault()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush()
    else saver.retry()
  })
  window.addEventListener('online', () => saver.retry())
  // Back from the window where one has signed in again.
  window.addEventListener('focus', () => saver.retry())
}

/** A plain click on a link to another page, in this tab. */
function leadsAway(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
    return false
  const there = new URL(link.href, location.href)
  const here = there.pathname === location.pathname && there.search === location.search
  return (
    link.target === '' &&
    !link.hasAttribute('download') &&
    there.origin === location.origin &&
    !(here && there.hash)
  )
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
