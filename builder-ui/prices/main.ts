import { announce } from '../announce.ts'
import { enhanceExpressions } from '../editor/enhance-all.ts'
import { postForm } from '../editor/post-form.ts'
import { showCoverage } from './coverage.ts'
import { pickLines } from './pick-lines.ts'
import { runOnChange } from './run-on-change.ts'

/*
 * The prices page: rules in editors, cases run and suggested without leaving the page. Without this script "Run cases" and "Suggest
 * cases" are ordinary submit buttons and the rules are text boxes. The page gives buttons with data-run-url and data-suggest-url inside
 * the pricing form, <div id="case-results"> and <div id="suggested-cases">; a fragment may say its own summary in an element with
 * data-announce. A form with data-run-on-change has its cases run while it is changed.
 */

const sources = [...document.querySelectorAll<HTMLTextAreaElement>('textarea[data-expression]')]
const editors = enhanceExpressions(document)
pickLines(
  document,
  new Map(sources.flatMap(({ name }, index) => (editors[index] ? [[name, editors[index]]] : []))),
)
openTheCaseOfALink()
// A box that a button has just made: browsers leave autofocus alone when the page's address has a fragment.
document.querySelector<HTMLElement>('[data-go-on]')?.focus()

const day = document.querySelector<HTMLButtonElement>('[data-day-url]')
day?.addEventListener('click', (event) => {
  event.preventDefault()
  const words = {
    doing: 'Working out the prices',
    done: 'The prices of that day are shown',
    failed: 'The prices of that day could not be worked out',
  }
  void show(day, day.dataset.dayUrl, 'day-prices', words)
})

const suggest = document.querySelector<HTMLButtonElement>('[data-suggest-url]')
suggest?.addEventListener('click', (event) => {
  event.preventDefault()
  const words = {
    doing: 'Looking for cases',
    done: 'Cases are suggested',
    failed: 'Cases could not be suggested',
  }
  void show(suggest, suggest.dataset.suggestUrl, 'suggested-cases', words)
})

const run = document.querySelector<HTMLButtonElement>('[data-run-url]')
const running = {
  doing: 'Running the cases',
  done: 'The cases have been run',
  failed: 'The cases could not be run',
}
const form = run?.form
const changes = form?.hasAttribute('data-run-on-change')
  ? runOnChange(form, run?.dataset.runUrl ?? '', document.getElementById('case-results'))
  : undefined
run?.addEventListener('click', async (event) => {
  event.preventDefault()
  changes?.forget()
  await show(run, run.dataset.runUrl, 'case-results', running)
  showCoverage(document)
})

/** Posts the form as it stands and shows what comes back, saying so to those who do not see it. */
async function show(
  button: HTMLButtonElement,
  url: string | undefined,
  into: string,
  words: { doing: string; done: string; failed: string },
): Promise<void> {
  const target = document.getElementById(into)
  if (!button.form || !url || !target) return
  button.setAttribute('aria-disabled', 'true')
  announce(words.doing)
  try {
    target.innerHTML = await postForm(url, button.form)
    announce(target.querySelector('[data-announce]')?.textContent?.trim() ?? words.done)
  } catch (error) {
    console.info(words.failed, error)
    target.innerHTML = `<p class="govuk-error-message">${words.failed}. Try again in a moment.</p>`
    announce(words.failed)
  } finally {
    button.removeAttribute('aria-disabled')
  }
}

/** A case stands in a closed disclosure: a link to a box in it opens that first, or the browser would go nowhere. */
function openTheCaseOfALink(): void {
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const details = target?.closest('details')
    if (!target || !details || details.open) return
    details.open = true
    target.focus()
  }
  addEventListener('hashchange', open)
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-opens]')
    const details =
      link && document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest('details')
    if (details) details.open = true
  })
  open()
}
