import type { Component } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import { askInDialog } from '../dialog/ask-in-dialog.ts'
import { fieldVoice, framed, type SettingField } from '../dialog/setting-field.ts'
import type { Difference } from '../differences.ts'
import { differenceList } from '../save/difference-list.ts'
import type { Block } from './blocks.ts'

const kinds = { question: 'Question', group: 'Group of questions', page: 'Page' }

/** What an entry asks, in one line. */
export function inShort({ kind, components }: Block): string {
  const parts = kind === 'page' ? (components[0]?.components ?? []) : components
  return `${kinds[kind]}: ${parts.map(nameOf).join('; ')}`
}

export interface SaveRequest {
  /** What is kept, in words. */
  what: string
  name: string
  /** The entry that it came from, of which it can be the next version. */
  of: Block | undefined
  /** Of a page: its questions, of which some can be kept without the page. */
  questions?: readonly Component[]
  /** Why it could not be kept just now. */
  problems: readonly string[]
}

export interface SaveAnswer {
  asNewVersion: boolean
  name: string
  /** Indexes of the questions that are kept by themselves; undefined = what was asked about as a whole. */
  only?: number[]
}

/** Asks how something is kept in the question bank; undefined when closed. */
export async function askHowToSave(request: SaveRequest): Promise<SaveAnswer | undefined> {
  const { of, questions = [], problems } = request
  const body = element(html`<div>
    ${problems.length > 0 ? html`<div class="govuk-error-summary" role="alert"><ul class="govuk-list govuk-error-summary__list">${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div>` : ''}
    ${of ? radios('bank-as', 'How?', [`As the new version of ‘${of.name}’. Other forms that have it are offered the change`, 'As a new entry']) : ''}
    ${questions.length > 1 ? radios('bank-what', 'What?', ['The page with its questions', 'Only these questions:']) : ''}
    ${
      questions.length > 1
        ? html`<fieldset class="govuk-fieldset govuk-form-group" id="bank-questions"><legend class="govuk-visually-hidden">Questions to keep</legend><div class="govuk-checkboxes govuk-checkboxes--small">${questions.map(
            (question, index) =>
              html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="bank-question-${index}" value="${index}" checked><label class="govuk-label govuk-checkboxes__label" for="bank-question-${index}">${nameOf(question)}</label></div>`,
          )}</div></fieldset>`
        : ''
    }
    ${framed({ id: 'bank-name', label: 'Name in the question bank', hint: of ? 'Only officers see it. Not needed for a new version' : 'Only officers see it' }, html`<input class="govuk-input" id="bank-name" value="${request.name}" maxlength="100" autocomplete="off" aria-describedby="bank-name-hint bank-name-error">`)}
  </div>`)
  const chosen = (name: string) => body.querySelector<HTMLInputElement>(`[name="${name}"]:checked`)?.value
  const box = body.querySelector<HTMLInputElement>('#bank-name') as HTMLInputElement
  const ticked = () =>
    [...body.querySelectorAll<HTMLInputElement>('#bank-questions :checked')].map(({ value }) => Number(value))
  const asNewVersion = () => chosen('bank-as') === '0'
  const onlySome = () => chosen('bank-what') === '1'
  const name: SettingField = {
    key: 'name',
    label: 'Name',
    element: body,
    read: () => box.value,
    ...fieldVoice(body, 'bank-name'),
  }
  const submitted = await askInDialog({
    title: `Save to question bank: ${request.what}`,
    submit: 'Save to question bank',
    body,
    fields: [name],
    problems: () => [
      ...(!asNewVersion() && box.value.trim() === '' ? [{ path: 'name', message: 'Enter a name' }] : []),
      ...(onlySome() && ticked().length === 0
        ? [{ path: 'what', message: 'Choose at least one question' }]
        : []),
      ...(onlySome() && asNewVersion()
        ? [{ path: 'what', message: 'Some of the questions are a new entry: choose As a new entry' }]
        : []),
    ],
  })
  if (!submitted) return undefined
  return { asNewVersion: asNewVersion(), name: box.value, ...(onlySome() && { only: ticked() }) }
}

function radios(name: string, legend: string, choices: string[]) {
  return html`<fieldset class="govuk-fieldset govuk-form-group"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${legend}</legend><div class="govuk-radios govuk-radios--small">${choices.map(
    (words, index) =>
      html`<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" name="${name}" id="${name}-${index}" value="${index}" ${index === 0 ? html`checked` : ''}><label class="govuk-label govuk-radios__label" for="${name}-${index}">${words}</label></div>`,
  )}</div></fieldset>`
}

/** Asks which entry to put into the form; undefined when closed. */
export async function askWhichBlock(blocks: readonly Block[], page: string): Promise<Block | undefined> {
  const offered = blocks.filter(({ isRetired }) => !isRetired)
  const items = offered.map((block) => ({ block, text: `${block.name} ${inShort(block)}`.toLowerCase() }))
  const body = element(html`<div>
    ${framed({ id: 'bank-search', label: 'Find' }, html`<input class="govuk-input" id="bank-search" type="search" autocomplete="off" aria-describedby="bank-search-error">`)}
    <p class="govuk-body" data-part="none" hidden>Nothing in the question bank has these words.</p>
    <fieldset class="govuk-fieldset" id="bank-blocks"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">What to add</legend><div class="govuk-radios">${offered.map(
      (block, index) =>
        html`<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" name="bank-block" id="bank-block-${index}" value="${index}" aria-describedby="bank-block-${index}-hint"><label class="govuk-label govuk-radios__label" for="bank-block-${index}">${block.name}</label><div class="govuk-hint govuk-radios__hint" id="bank-block-${index}-hint">${inShort(block)}</div></div>`,
    )}</div></fieldset></div>`)
  const search = body.querySelector('input') as HTMLInputElement
  const rows = [...body.querySelectorAll<HTMLElement>('.govuk-radios__item')]
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const isFound = items.map(({ text }) => words.every((word) => text.includes(word)))
    for (const [index, row] of rows.entries()) row.hidden = !isFound[index]
    const none = body.querySelector<HTMLElement>('[data-part="none"]')
    if (none) none.hidden = isFound.includes(true)
  })
  const chosen = () => {
    const at = rows.findIndex((row) => !row.hidden && row.querySelector('input')?.checked)
    return offered[at]
  }
  const submitted = await askInDialog({
    title: 'Add from question bank',
    submit: 'Add to the form',
    note: `Questions come to the end of ‘${page}’; a page comes after it`,
    body,
    fields: [],
    problems: () => (chosen() ? [] : [{ path: 'block', message: 'Choose what to add' }]),
  })
  return submitted ? chosen() : undefined
}

/** Shows what taking over a change would do to this form, and says whether to. */
export function askToTakeOver(block: Block, found: Difference[]): Promise<boolean> {
  const body =
    element(html`<div><p class="govuk-body">‘${block.name}’ has changed in the question bank since this form took it over. What you changed here yourself stays, unless the same setting changed there. Nothing changes until you say so.</p>
    <h3 class="govuk-heading-s">In this form it would change</h3>
    ${differenceList(found, 'Nothing: this form has it all already.')}</div>`)
  return askInDialog({
    title: `Update available: ${block.name}`,
    submit: 'Take over the change',
    note: 'Undo takes it back. Close leaves the form as it is',
    body,
    fields: [],
    problems: () => [],
  })
}

/** What could not go into the question bank with it. */
export async function tellLeftOut(block: Block, leftOut: readonly string[]): Promise<void> {
  const body =
    element(html`<div><p class="govuk-body">‘${block.name}’ is in the question bank, without what depends on this form:</p>
    <ul class="govuk-list govuk-list--bullet">${leftOut.map((one) => html`<li>${one}</li>`)}</ul></div>`)
  await askInDialog({
    title: 'Saved to question bank',
    submit: 'Continue',
    body,
    fields: [],
    problems: () => [],
  })
}

export const titleOf = (component: Component | undefined) =>
  component ? say(component.title as Parameters<typeof say>[0]) || nameOf(component) : ''
