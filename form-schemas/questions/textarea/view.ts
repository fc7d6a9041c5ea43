import type { Language } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import { defaultLongest } from './answer.ts'
import type { Textarea } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const { key, rows, autocomplete, showCharCount, validate = {} } = input.component as Textarea
  const params = {
    id: key,
    name: key,
    label: labelParams(input),
    ...hintParams(input),
    ...errorParams(input, key),
    ...(rows === undefined ? {} : { rows }),
    ...(autocomplete === undefined ? {} : { autocomplete }),
    value: heldText(input, key),
  }
  if (!showCharCount) return [{ macro: 'govukTextarea', params }]
  const limit =
    validate.maxWords === undefined
      ? { maxlength: validate.maxLength ?? defaultLongest }
      : { maxwords: validate.maxWords }
  return [{ macro: 'govukCharacterCount', params: { ...params, ...limit, ...countWords[input.language] } }]
}

/** The macro's own words are English. */
const countWords: Record<Language, Record<string, unknown>> = {
  en: {},
  cy: {
    textareaDescriptionText: 'Gallwch roi hyd at %{count}',
    charactersUnderLimitText: {
      other: 'Mae gennych %{count} nod ar ôl',
      one: 'Mae gennych %{count} nod ar ôl',
    },
    charactersAtLimitText: 'Nid oes gennych nodau ar ôl',
    charactersOverLimitText: {
      other: 'Mae gennych %{count} nod yn ormod',
      one: 'Mae gennych %{count} nod yn ormod',
    },
    wordsUnderLimitText: { other: 'Mae gennych %{count} gair ar ôl', one: 'Mae gennych %{count} gair ar ôl' },
    wordsAtLimitText: 'Nid oes gennych eiriau ar ôl',
    wordsOverLimitText: {
      other: 'Mae gennych %{count} gair yn ormod',
      one: 'Mae gennych %{count} gair yn ormod',
    },
  },
}
