import type { FileAnswer } from '../answers.ts'
import { type Language, say } from '../words.ts'
import { askName } from './assist.ts'
import { removal } from './file-answer.ts'
import { acceptedKinds, sayKinds, saySize } from './file-kinds.ts'
import { mostBytes, mostFiles } from './file-settings.ts'
import { enterContinues, escapeText, linkButton } from './page-parts.ts'
import type { MacroCall, ViewInput } from './question-type.ts'
import { errorParams, fieldsetParams } from './question-view.ts'

interface Words {
  choose: string
  chooseMany: string
  upload: string
  uploaded: string
  remove: string
  limits: (kinds: string, size: string) => string
  full: (most: number) => string
}

const words: Record<Language, Words> = {
  en: {
    choose: 'Choose a file',
    chooseMany: 'Choose files',
    upload: 'Upload file',
    uploaded: 'Uploaded',
    remove: 'Remove',
    limits: (kinds, size) => `${kinds}, smaller than ${size}.`,
    full: (most) =>
      most === 1
        ? 'To send another file, remove this one first.'
        : `You have uploaded ${most} files, the most you can. To send another, remove one first.`,
  },
  cy: {
    choose: 'Dewiswch ffeil',
    chooseMany: 'Dewiswch ffeiliau',
    upload: 'Lanlwytho ffeil',
    uploaded: 'Wedi’u lanlwytho',
    remove: 'Tynnu',
    limits: (kinds, size) => `${kinds}, llai na ${size}.`,
    full: (most) =>
      most === 1
        ? 'I anfon ffeil arall, tynnwch yr un hon yn gyntaf.'
        : `Rydych wedi lanlwytho ${most} ffeil, sef y nifer fwyaf. I anfon un arall, tynnwch un yn gyntaf.`,
  },
}

/** A fieldset with what was uploaded, each file with its Remove, and the input for more, until there are as many as there may be. */
export function filesView(input: ViewInput): MacroCall[] {
  const { component, language, assisted } = input
  const state = assisted?.[component.key]
  const files = state?.kind === 'files' ? state.files : []
  const most = mostFiles(component)
  const hintId = `${component.key}-hint`
  const full: MacroCall = { macro: 'govukInsetText', params: { text: words[language].full(most) } }
  const children: MacroCall[] = [
    enterContinues(language),
    { macro: 'govukHint', params: { id: hintId, text: hintOf(input) } },
    ...(files.length > 0 ? [uploadedList(input, files)] : []),
    ...(files.length < most ? uploadInput(input, most - files.length) : [full]),
  ]
  return [{ macro: 'govukFieldset', params: { ...fieldsetParams(input), describedBy: hintId }, children }]
}

/** What an officer says, and what every sender of a file needs to know. */
function hintOf({ component, language }: ViewInput): string {
  const own = say(component.description, language).trim()
  const ended = own === '' || /[.!?:]$/.test(own) ? own : `${own}.`
  const kinds = sayKinds(acceptedKinds(component), language)
  return `${ended} ${words[language].limits(kinds, `${mostBytes(component) / 1_000_000}MB`)}`.trim()
}

function uploadInput(input: ViewInput, room: number): MacroCall[] {
  const { component, language } = input
  const { key } = component
  const say = words[language]
  const accept = acceptedKinds(component).flatMap(({ type, extensions }) => [type, ...extensions])
  return [
    {
      macro: 'govukFileUpload',
      params: {
        id: key,
        name: key,
        label: { text: room > 1 ? say.chooseMany : say.choose },
        ...errorParams(input, key),
        ...(room > 1 ? { multiple: true } : {}),
        attributes: { accept: accept.join(',') },
      },
    },
    {
      macro: 'govukButton',
      params: {
        text: say.upload,
        name: askName(component),
        value: 'upload',
        classes: 'govuk-button--secondary',
        preventDoubleClick: true,
      },
    },
  ]
}

/** GOV.UK's summary list, written out: its macro has links for actions, and removing is done by a button. */
function uploadedList({ component, language }: ViewInput, files: FileAnswer[]): MacroCall {
  const { uploaded, remove } = words[language]
  const rows = files.map(({ id, name, size }) => {
    const button = linkButton(askName(component), removal(id), remove, name)
    return `<div class="govuk-summary-list__row">
<dt class="govuk-summary-list__key cf-file-name">${escapeText(name)}</dt>
<dd class="govuk-summary-list__value">${saySize(size)}</dd>
<dd class="govuk-summary-list__actions">${button}</dd>
</div>`
  })
  const html = `<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${uploaded}</p>
<dl class="govuk-summary-list">${rows.join('\n')}</dl>`
  return { macro: 'content', params: { html } }
}
