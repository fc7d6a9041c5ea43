import type { Component } from '../../document.ts'
import type { Part } from '../parts-answer.ts'
import { widthClass } from '../question-view.ts'
import type { Name } from './settings.ts'

/** The longest full name that GOV.UK Pay takes. */
const longestName = 255

/** Names are checked for nothing but their length: people have all kinds. */
export function partsOf(component: Component): Part[] {
  const { ask = 'fullName', autocomplete = 'on', width } = component as Name
  const input = (token: string, more: object = {}) => ({
    spellcheck: false,
    autocomplete: autocomplete === 'off' ? 'off' : token,
    ...(width === undefined ? {} : { classes: widthClass(width) }),
    ...more,
  })
  if (ask === 'fullName') {
    const label = { en: 'Full name', cy: 'Enw llawn' }
    return [
      { name: 'name', label, called: label, required: true, longest: longestName, input: input('name') },
    ]
  }
  const title: Part = {
    name: 'title',
    label: { en: 'Title', cy: 'Teitl' },
    called: { en: 'title', cy: 'teitl' },
    required: false,
    longest: 35,
    input: input('honorific-prefix', { classes: widthClass(10) }),
  }
  const first: Part = {
    name: 'firstName',
    label: { en: 'First name', cy: 'Enw cyntaf' },
    called: { en: 'first name', cy: 'enw cyntaf' },
    required: true,
    longest: 100,
    input: input('given-name'),
  }
  const last: Part = {
    name: 'lastName',
    label: { en: 'Last name', cy: 'Enw olaf' },
    called: { en: 'last name', cy: 'enw olaf' },
    required: true,
    longest: 100,
    input: input('family-name'),
  }
  return ask === 'titleFirstAndLast' ? [title, first, last] : [first, last]
}
