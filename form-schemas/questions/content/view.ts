import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import type { Content } from './settings.ts'

/** GOV.UK's classes for what the allow-list has; the list has no attributes, so a tag is always exactly this. */
const classes: Record<string, string> = {
  '<p>': '<p class="govuk-body">',
  '<ul>': '<ul class="govuk-list govuk-list--bullet">',
  '<ol>': '<ol class="govuk-list govuk-list--number">',
  '<h2>': '<h2 class="govuk-heading-m">',
  '<h3>': '<h3 class="govuk-heading-s">',
}

export function view({ component, language }: ViewInput): MacroCall[] {
  const html = say((component as Content).html, language)
    .replace(/<(?:p|ul|ol|h2|h3)\s*>/g, (tag) => classes[tag.replace(/\s/g, '')] ?? tag)
    .replace(/<a\s/g, '<a class="govuk-link" ')
  return [{ macro: 'content', params: { html } }]
}
