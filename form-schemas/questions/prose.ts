import type { Component } from '../document.ts'
import { htmlProblem } from '../html-allow-list.ts'
import { type Language, say, type Words } from '../words.ts'
import type { Field } from './edit-form-parts.ts'
import { wordsThat } from './settings-parts.ts'

/*
 * Text that officers write with a little HTML: one allow-list, one look. A tag of the list has no attributes but a link's address, so
 * what is put on a tag here is all that it has.
 */

const longest = 20_000

export const prose = wordsThat(proseProblem)

/** Prose for inside a sentence: strong, em, links and line ends. */
export const inlineProse = wordsThat((html) => {
  const problem = proseProblem(html)
  if (problem !== undefined) return problem
  return /<(?:p|ul|ol|li|h2|h3)\s*>/.test(String(html))
    ? 'must have no paragraphs, lists or headings: only strong, em, br and links'
    : undefined
})

function proseProblem(html: unknown): string | undefined {
  if (typeof html !== 'string') return 'must be text'
  if (html.trim() === '') return 'must not be empty'
  return html.length > longest ? `must be ${longest} characters or less` : htmlProblem(html)
}

/** GOV.UK's classes for what the allow-list has. */
const classes: Record<string, string> = {
  '<p>': '<p class="govuk-body">',
  '<ul>': '<ul class="govuk-list govuk-list--bullet">',
  '<ol>': '<ol class="govuk-list govuk-list--number">',
  '<h2>': '<h2 class="govuk-heading-m">',
  '<h3>': '<h3 class="govuk-heading-s">',
}

/** The `html` of a component as GOV.UK's pages show it. */
export function proseHtml({ html }: Component, language: Language): string {
  return say(html as Words, language)
    .replace(/<(?:p|ul|ol|h2|h3)\s*>/g, (tag) => classes[tag.replace(/\s/g, '')] ?? tag)
    .replace(/<a\s/g, '<a class="govuk-link" ')
}

export const proseField = (label: string, description: string, rows = 6): Field => ({
  type: 'textarea',
  key: 'html',
  label,
  description,
  input: true,
  rows,
  validate: { required: true },
})

export const allProse = 'HTML with p, ul, ol, li, strong, em, br, h2, h3 and links'
