import type { Language } from '../words.ts'
import type { MacroCall } from './question-type.ts'
import { htmlLines } from './text-html.ts'

/*
 * Small parts of a page for which GOV.UK has no macro. What they are given is text: it is escaped here.
 */

/** Text of one line for a place in HTML. */
export function escapeText(text: string): string {
  return htmlLines(text).join(' ')
}

/**
 * The button that Enter presses in a text field: browsers take the first of a form, and a question with buttons of its own must not
 * have one of them taken. Nobody sees it, hears it or comes to it by tab.
 */
export function enterContinues(language: Language): MacroCall {
  const text = language === 'cy' ? 'Parhau' : 'Continue'
  const html = `<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">${text}</button>`
  return { macro: 'content', params: { html } }
}

/** A button that reads as a link, for what leads to another state of the same page. `about` is said to those who do not see it. */
export function linkButton(name: string, value: string, text: string, about = ''): string {
  const more = about === '' ? '' : ` <span class="govuk-visually-hidden">${escapeText(about)}</span>`
  return `<button type="submit" class="govuk-link cf-link-button" name="${escapeText(name)}" value="${escapeText(value)}">${escapeText(text)}${more}</button>`
}

export function paragraph(...html: string[]): MacroCall {
  return { macro: 'content', params: { html: `<p class="govuk-body">${html.join(' ')}</p>` } }
}

export function hiddenInput(name: string, value: string): MacroCall {
  const html = `<input type="hidden" name="${escapeText(name)}" value="${escapeText(value)}">`
  return { macro: 'content', params: { html } }
}
