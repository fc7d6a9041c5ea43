import type { Language } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, heldText, hintParams, labelParams } from '../question-view.ts'
import { defaultLongest } from './answer.ts'
import type { Textarea } from './settings.ts'

export function view(input: ViewInput): MacroCall[] {
  const settings = input.component as Textarea
  const { key, rows, autocomplete, spellcheck, showCharCount, countThreshold, validate = {} } = settings
  const params = {
    id: key,
    name: key,
    label: labelParams(input),
    ...hintParams(input),
    ...errorParams(input, key),
    ...(rows === undefined ? {} : { rows }),
    ...(spellcheck === undefined ? {} : { spellcheck }),
    value: heldText(input, key),
  }
  if (!showCharCount) {
    return [
      {
        macro: 'govukTextarea',
        params: { ...params, ...(autocomplete === undefined ? {} : { autocomplete }) },
      },
    ]
  }
  const limit =
    validate.maxWords === undefined
      ? { maxlength: validate.maxLength ?? defaultLongest }
      : { maxwords: validate.maxWords }
  const counting = {
    ...limit,
    ...(countThreshold === undefined ? {} : { threshold: countThreshold }),
    ...countWords[input.language],
    textareaDescriptionText: upTo[input.language][validate.maxWords === undefined ? 'characters' : 'words'],
    // The macro has no parameter for it.
    ...(autocomplete === undefined ? {} : { attributes: { autocomplete } }),
  }
  return [{ macro: 'govukCharacterCount', params: { ...params, ...counting } }]
}

/** What is said where the count cannot run. */
const upTo: Record<Language, { characters: string; words: string }> = {
  en: {
    characters: 'You can enter up to %{count} characters',
    words: 'You can enter up to %{count} words',
  },
  cy: {
    characters: 'Gallwch roi hyd at %{count} nod',
    words: 'Gallwch roi hyd at %{count} gair',
  },
}

/** The macro's own words are English. */
const countWords: Record<Language, Record<string, unknown>> = {
  en: {},
  cy: {
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
