import { say } from '../../words.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorParams, fieldsetParams, heldChoices, hintParams } from '../question-view.ts'
import { bulletList, paragraphs } from '../text-html.ts'
import { confirmWords } from './answer.ts'
import type { Declaration } from './settings.ts'

/** A fieldset that the statement describes, so that it is read out with the box that agrees to it. */
export function view(input: ViewInput): MacroCall[] {
  const { component, language } = input
  const { key, label, statement, points } = component as Declaration
  const statementId = `${key}-statement`
  const html = [
    `<div id="${statementId}">`,
    paragraphs(say(statement, language)),
    ...(points === undefined ? [] : [bulletList(say(points, language))]),
    '</div>',
  ].join('\n')
  const box = {
    value: 'yes',
    text: confirmWords(component, language),
    checked: heldChoices(input, key).includes('yes'),
  }
  return [
    {
      macro: 'govukFieldset',
      params: { ...fieldsetParams(input, say(label, language)), describedBy: statementId },
      children: [
        { macro: 'content', params: { html } },
        {
          macro: 'govukCheckboxes',
          params: {
            idPrefix: key,
            name: key,
            ...hintParams(input),
            ...errorParams(input, key),
            items: [box],
          },
        },
      ],
    },
  ]
}
