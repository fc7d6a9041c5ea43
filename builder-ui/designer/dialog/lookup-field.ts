import { type Subject, subjectsBefore, subjectsOf } from '../../../form-schemas/condition-subjects.ts'
import type { Component, LookupSettings } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Words } from '../../../form-schemas/words.ts'
import { element, type Html, html } from '../../html.ts'
import { selectBox } from '../conditions/boxes.ts'
import type { Place } from '../definition.ts'
import type { Design } from '../design.ts'
import type { EditTab } from './edit-form.ts'
import { fieldVoice, type SettingField } from './setting-field.ts'
import { textField } from './text-fields.ts'

/** A dataset of the organisation, as far as a look-up goes: what must be known besides the key, and what it may give. */
export interface OfferedDataset {
  name: string
  title: string
  factors: { name: string; heading: string }[]
  columns: { name: string; heading: string }[]
}

/** Only one plain value can be looked up, and only what is asked once. */
export function lookupTabs(
  question: Component,
  place: Place,
  datasets: readonly OfferedDataset[],
): EditTab[] {
  const kind = questionTypes[question.type]?.shape(question)?.kind ?? 'object'
  const can = place.path.length === 1 && ['text', 'number', 'date', 'choice'].includes(kind)
  if (!question.lookup && (!can || datasets.length === 0)) return []
  const field = { type: 'lookup', key: 'lookup', label: 'Dataset' }
  return [{ key: 'lookup', label: 'Look the answer up in a dataset', fields: [field] }]
}

interface Around {
  design: Design
  place: { page: number; path: readonly number[] }
  datasets?: readonly OfferedDataset[]
  welsh: boolean
}

export function lookupField(component: Component, around: Around): SettingField {
  const before = component.lookup
  const datasets = around.datasets ?? []
  const notFound = textField(
    {
      type: 'textfield',
      key: 'lookup.notFound',
      label: 'What residents read when it is not found',
      description: 'Such as “Check the number on your bill”',
      words: true,
    },
    before?.notFound,
    around.welsh,
  )
  const made =
    element(html`<div class="govuk-form-group"><p class="govuk-error-message" id="setting-lookup-error" hidden></p>
    ${selectBox('setting-lookup', 'Dataset', datasetChoices(datasets, before), html``)}<div data-part="details"></div></div>`)
  const details = made.querySelector('[data-part="details"]') as HTMLElement
  const chosen = made.querySelector('select') as HTMLSelectElement
  const draw = () => {
    const dataset = datasets.find(({ name }) => name === chosen.value)
    const settings = before?.dataset === chosen.value ? before : undefined
    details.innerHTML =
      chosen.value === '' ? '' : datasetView(dataset, settings, knownBeside(component, around)).text
    if (chosen.value !== '') details.append(notFound.element)
  }
  draw()
  let touched = false
  made.addEventListener('change', (event) => {
    touched = true
    if (event.target === chosen) draw()
  })
  made.addEventListener('input', () => {
    touched = true
  })
  return {
    key: 'lookup',
    label: 'Dataset',
    element: made,
    ...fieldVoice(made, 'setting-lookup'),
    problem: () =>
      factorBox(details)?.value === '' ? 'Choose the question that is compared besides the key' : undefined,
    read: () =>
      touched ? readLookup(chosen.value, details, before, notFound.read() as Words | undefined) : before,
  }
}

function datasetChoices(datasets: readonly OfferedDataset[], before: LookupSettings | undefined) {
  const gone = before && !datasets.some(({ name }) => name === before.dataset)
  return [
    { value: '', label: 'Not looked up', chosen: !before },
    ...(gone ? [{ value: before.dataset, label: `${before.dataset} (not known)`, chosen: true }] : []),
    ...datasets.map(({ name, title }) => ({ value: name, label: title, chosen: name === before?.dataset })),
  ]
}

function datasetView(
  dataset: OfferedDataset | undefined,
  settings: LookupSettings | undefined,
  known: Subject[],
): Html {
  const exposed = settings?.expose ?? []
  const columns = [
    ...(dataset?.columns ?? []),
    ...exposed
      .filter((name) => !dataset?.columns.some((column) => column.name === name))
      .map((name) => ({ name, heading: `${name} (not in the dataset)` })),
  ]
  const factors =
    dataset?.factors ??
    (settings?.factor ? [{ name: settings.factor.column, heading: settings.factor.column }] : [])
  return html`${factors.slice(0, 1).map((factor) =>
    selectBox(
      'lookup-factor',
      `Question whose answer must be the same as ‘${factor.heading}’`,
      [
        { value: '', label: 'Choose a question', chosen: !settings?.factor },
        ...known.map(({ component, label }) => ({
          value: component,
          label,
          chosen: component === settings?.factor?.question,
        })),
      ],
      html`data-column="${factor.name}"`,
    ),
  )}<fieldset class="govuk-fieldset"><legend class="govuk-label">What conditions, prices and pages may use of what is found</legend>
    <div class="govuk-checkboxes govuk-checkboxes--small">${columns.map(
      ({ name, heading }, index) => html`<div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" id="lookup-column-${index}" value="${name}" data-expose
          ${exposed.includes(name) ? html`checked` : ''}>
        <label class="govuk-label govuk-checkboxes__label" for="lookup-column-${index}">${heading}</label></div>`,
    )}</div></fieldset>`
}

/** What has been answered when the look-up is made: earlier pages, and all of its own page. */
function knownBeside(component: Component, { design, place }: Around): Subject[] {
  const { components } = design.definition
  const page = components[place.page]?.components ?? []
  return [
    ...subjectsBefore(components, { page: place.page, path: [] }),
    ...page.filter(({ key }) => key !== component.key).flatMap(subjectsOf),
  ].filter(({ component: key, operators }) => !key.startsWith('lookup.') && operators.includes('isEqual'))
}

const factorBox = (details: HTMLElement) => details.querySelector<HTMLSelectElement>('#lookup-factor')

function readLookup(
  dataset: string,
  details: HTMLElement,
  before: LookupSettings | undefined,
  notFound: Words | undefined,
): LookupSettings | undefined {
  if (dataset === '') return undefined
  const factor = factorBox(details)
  const ticked = [...details.querySelectorAll<HTMLInputElement>('[data-expose]:checked')].map(
    ({ value }) => value,
  )
  const { factor: _, notFound: __, ...kept } = before ?? { expose: [] }
  return {
    ...kept,
    dataset,
    ...(factor && { factor: { column: factor.dataset.column ?? '', question: factor.value } }),
    expose: ticked,
    ...(notFound !== undefined && { notFound }),
  }
}
