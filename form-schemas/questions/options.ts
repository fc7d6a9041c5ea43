import type { Component } from '../document.ts'
import { type Language, say, type Words } from '../words.ts'
import { z } from '../zod.ts'
import { words } from './settings-parts.ts'

/** One thing to choose: what is stored, and what is shown. */
export interface Option {
  value: string
  label: Words
  description?: Words
}

const option = z.strictObject({
  value: z
    .string()
    .min(1, 'must not be empty')
    .max(100, 'must be 100 characters or less')
    .regex(
      /^[^\s<>"'&](?:[^<>"'&\u0000-\u001f]*[^\s<>"'&])?$/,
      'must not have quotation marks, &, < or >, or spaces at its ends',
    ),
  label: words(300),
  description: words(500).optional(),
})

/** A list of options whose values differ. */
export const optionList = (max: number) =>
  z
    .array(option)
    .min(1, 'must have at least one option')
    .max(max, `must have at most ${max} options`)
    .superRefine((options, context) => {
      const seen = new Set<string>()
      for (const [i, { value }] of options.entries()) {
        if (seen.has(value))
          context.addIssue({ code: 'custom', path: [i, 'value'], message: `'${value}' is there twice` })
        seen.add(value)
      }
    })

/** What is stored for "None of these", where a question of several choices offers it. */
export const noneValue = 'none'

/**
 * Form.io keeps the options of a select in `data.values` and those of radios and checkboxes in `values`. `noneOption` is ours: the
 * words of one more, which excludes the others.
 */
export function optionsOf(component: Component): Option[] {
  const data = component.data as { values?: Option[] } | undefined
  const options = (component.values as Option[] | undefined) ?? data?.values ?? []
  const none = component.noneOption as Words | undefined
  return none === undefined ? options : [...options, { value: noneValue, label: none }]
}

export function optionValues(component: Component): string[] {
  return optionsOf(component).map(({ value }) => value)
}

/** The label of a stored value; the value itself when the option is gone. */
export function optionLabel(component: Component, value: string, language: Language): string {
  return say(optionsOf(component).find((known) => known.value === value)?.label ?? value, language)
}
