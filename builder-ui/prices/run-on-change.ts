import { announce } from '../announce.ts'
import { postForm } from '../editor/post-form.ts'
import { showCoverage } from './coverage.ts'

/** Milliseconds without typing after which the cases run. */
const pause = 700

/**
 * Runs the cases whenever the form has rested after a change. Only the newest run is shown, and it is said aloud only when its summary
 * is another one: somebody who types a rule must not be talked over. What is on the page stays when a run fails; the button says why.
 */
export function runOnChange(form: HTMLFormElement, url: string, results: HTMLElement | null) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  const forget = () => {
    clearTimeout(timer)
    running?.abort()
  }

  async function run(): Promise<void> {
    if (!results) return
    running?.abort()
    running = new AbortController()
    const { signal } = running
    const before = summary(results)
    try {
      const html = await postForm(url, form, signal)
      if (signal.aborted) return
      results.innerHTML = html
      showCoverage(document)
      const now = summary(results)
      if (now !== before) announce(now)
    } catch (error) {
      if (!signal.aborted) console.info('The cases could not be run', error)
    }
  }

  form.addEventListener('input', () => {
    forget()
    timer = setTimeout(() => void run(), pause)
  })
  return { forget }
}

function summary(results: HTMLElement): string {
  return results.querySelector('[data-announce]')?.textContent?.trim() ?? ''
}
