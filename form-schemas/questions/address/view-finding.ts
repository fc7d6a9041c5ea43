import type { Language } from '../../words.ts'
import { type Assisted, askName, type FoundAddress } from '../assist.ts'
import { enterContinues, escapeText, hiddenInput, linkButton, paragraph } from '../page-parts.ts'
import type { MacroCall, ViewInput } from '../question-type.ts'
import { errorOf, errorParams, heldText } from '../question-view.ts'
import { findName, foundName } from './finding.ts'
import { lineName, lines } from './lines.ts'

const words = {
  en: {
    postcode: 'Postcode',
    find: 'Find address',
    type: 'Enter address manually',
    change: 'Change postcode',
    again: 'Find the address by its postcode',
    select: 'Select an address',
    found: (count: number) => (count === 1 ? '1 address found' : `${count} addresses found`),
    none: (postcode: string) =>
      `No addresses were found for ${postcode}. Check the postcode, or enter the address manually.`,
    unavailable: 'Addresses cannot be found by their postcode at the moment. Enter the address manually.',
  },
  cy: {
    postcode: 'Cod post',
    find: 'Dod o hyd i gyfeiriad',
    type: 'Rhoi’r cyfeiriad â llaw',
    change: 'Newid y cod post',
    again: 'Dod o hyd i’r cyfeiriad drwy ei god post',
    select: 'Dewiswch gyfeiriad',
    found: (count: number) => (count === 1 ? '1 cyfeiriad' : `Nifer y cyfeiriadau: ${count}`),
    none: (postcode: string) =>
      `Ni ddaethpwyd o hyd i gyfeiriad ar gyfer ${postcode}. Gwiriwch y cod post, neu rhowch y cyfeiriad â llaw.`,
    unavailable:
      'Nid oes modd dod o hyd i gyfeiriadau drwy eu cod post ar hyn o bryd. Rhowch y cyfeiriad â llaw.',
  },
} satisfies Record<Language, unknown>

/** What stands in the question's fieldset, by how far the finding has come. `inputs` are those of the lines. */
export function findingView(input: ViewInput, inputs: MacroCall[]): MacroCall[] {
  const { component, language, assisted } = input
  const state = assisted?.[component.key]
  const say = words[language]
  switch (state?.kind) {
    case 'addresses':
      return [enterContinues(language), ...foundList(input, state)]
    case 'typed': {
      const again = linkButton(askName(component), 'again', say.again)
      return [enterContinues(language), ...inputs, paragraph(again)]
    }
    case 'unavailable':
      return [{ macro: 'govukInsetText', params: { text: say.unavailable } }, ...inputs]
    case 'none-found': {
      const told = { macro: 'govukInsetText', params: { text: say.none(state.postcode) } }
      return [enterContinues(language), told, ...postcodeFirst(input, inputs, true)]
    }
    default:
      return [enterContinues(language), ...postcodeFirst(input, inputs, false)]
  }
}

/** The beginning. The lines are there, folded away, so that an address can be typed without asking for another page. */
function postcodeFirst(input: ViewInput, inputs: MacroCall[], unfolded: boolean): MacroCall[] {
  const { component, language, errors } = input
  const name = findName(component)
  const say = words[language]
  const wrongLines = errorOf(
    errors,
    lines.map((line) => lineName(component, line)),
  )
  const open = unfolded || wrongLines !== undefined
  return [
    {
      macro: 'govukInput',
      params: {
        id: name,
        name,
        label: { text: say.postcode },
        ...errorParams(input, name),
        classes: 'govuk-input--width-10',
        autocomplete: 'off',
        value: heldText(input, name),
      },
    },
    {
      macro: 'govukButton',
      params: {
        text: say.find,
        name: askName(component),
        value: 'find',
        classes: 'govuk-button--secondary',
        preventDoubleClick: true,
      },
    },
    { macro: 'govukDetails', params: { summaryText: say.type, ...(open ? { open } : {}) }, children: inputs },
  ]
}

function foundList(
  input: ViewInput,
  { postcode, addresses }: Extract<Assisted, { kind: 'addresses' }>,
): MacroCall[] {
  const { component, language } = input
  const say = words[language]
  const name = foundName(component)
  const chosen = heldText(input, name)
  const items = addresses.map((address) => ({
    value: address.uprn,
    text: oneLine(address),
    selected: address.uprn === chosen,
  }))
  const button = (value: string, text: string) => linkButton(askName(component), value, text)
  return [
    hiddenInput(findName(component), postcode),
    paragraph(`${say.postcode}: <strong>${escapeText(postcode)}</strong>`, button('again', say.change)),
    {
      macro: 'govukSelect',
      params: {
        id: name,
        name,
        label: { text: say.select },
        ...errorParams(input, name),
        items: [{ value: '', text: say.found(addresses.length), selected: false }, ...items],
      },
    },
    paragraph(button('type', say.type)),
  ]
}

function oneLine(address: FoundAddress): string {
  return [address.line1, address.line2, address.town, address.county, address.postcode]
    .filter(Boolean)
    .join(', ')
}
