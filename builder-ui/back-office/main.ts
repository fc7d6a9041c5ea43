import { announce } from '../announce.ts'
import { enhanceExpressions } from '../editor/enhance-all.ts'
import { postForm } from '../editor/post-form.ts'

/*
 * The back-office page: the mapping beside a sample submission and what comes out. While one types, the output follows.
 * Without this script "Preview" is an ordinary submit button. The page gives a form with data-preview-url and
 * <div id="mapping-output">.
 */

enhanceExpressions(document)

/** Milliseconds without typing before the output is asked for again. */
const pause = 500

const form = document.querySelector<HTMLFormElement>('form[data-preview-url]')
const output = document.getElementById('mapping-output')
let timer: ReturnType<typeof setTimeout> | undefined
let last: AbortController | undefined

async function preview(url: string, from: HTMLFormElement, into: HTMLElement): Promise<void> {
  last?.abort()
  const control = new AbortController()
  last = control
  into.setAttribute('aria-busy', 'true')
  try {
    into.innerHTML = await postForm(url, from, control.signal)
    announce(into.querySelector('[data-announce]')?.textContent?.trim() ?? 'The output has been updated')
  } catch (error) {
    if (control.signal.aborted) return
    console.info('The output could not be made', error)
    into.innerHTML = '<p class="govuk-error-message">The output could not be made. Try again in a moment.</p>'
  }
  into.removeAttribute('aria-busy')
}

form?.addEventListener('input', () => {
  const url = form.dataset.previewUrl
  clearTimeout(timer)
  if (url && output) timer = setTimeout(() => void preview(url, form, output), pause)
})
