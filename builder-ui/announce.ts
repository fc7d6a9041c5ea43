/*
 * Says what happened to people who do not see it. One polite live region for the page, made when first needed; the text
 * is taken out and put back so that the same words said twice are read out twice.
 */

let region: HTMLElement | undefined

export function announce(message: string): void {
  region ??= makeRegion()
  region.textContent = ''
  const target = region
  setTimeout(() => {
    target.textContent = message
  }, 50)
}

function makeRegion(): HTMLElement {
  const made = document.createElement('div')
  made.className = 'govuk-visually-hidden'
  made.setAttribute('aria-live', 'polite')
  made.id = 'announcements'
  document.body.append(made)
  return made
}
