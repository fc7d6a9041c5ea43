import { announce } from '../announce.ts'
import { enhanceExpressions } from '../editor/enhance-all.ts'
import { postForm } from '../editor/post-form.ts'

/*
 * The prices page: rules in editors, and cases run without leaving the page. Without this script "Run cases" is an ordinary
 * submit button and the rules are text boxes. The page gives a button with data-run-url inside the pricing form, and
 * <div id="case-results">; a fragment may say its own summary in an element with data-announce.
 */

enhanceExpressions(document)

const button = document.querySelector<HTMLButtonElement>('[data-run-url]')
const results = document.getElementById('case-results')
button?.addEventListener('click', async (event) => {
  const { form } = button
  const url = button.dataset.runUrl
  if (!form || !url || !results) return
  event.preventDefault()
  button.setAttribute('aria-disabled', 'true')
  announce('Running the cases')
  try {
    results.innerHTML = await postForm(url, form)
    announce(results.querySelector('[data-announce]')?.textContent?.trim() ?? 'The cases have been run')
  } catch (error) {
    console.info('The cases could not be run', error)
    results.innerHTML =
      '<p class="govuk-error-message">The cases could not be run. Try again in a moment.</p>'
    announce('The cases could not be run')
  } finally {
    button.removeAttribute('aria-disabled')
  }
})
