import autocomplete from 'accessible-autocomplete'
import './styles/searchable-select.scss'
import { searchWords } from './searchable-select-words.ts'

/*
 * A list that opens becomes one that can be searched by typing (GOV.UK's accessible-autocomplete). The select stays in the page,
 * hidden, and is what is sent: so nothing changes for the server, and without JavaScript nothing changes at all.
 * Loaded only by pages that have such a list: see resident.ts.
 */

export function makeSearchable(select: HTMLSelectElement): void {
  const options = [...select.options].filter(({ value }) => value !== '')
  const labels = options.map(({ text }) => text)
  const words = document.documentElement.lang === 'cy' ? searchWords.cy : searchWords.en
  const described = (select.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
  const description = described.map((id) => document.getElementById(id)?.textContent?.trim()).join(' ')
  const inError = select.classList.contains('govuk-select--error')
  const id = select.id

  const choose = (typed: string) => {
    const chosen = options.find(({ text }) => plain(text) === plain(typed))
    select.value = chosen?.value ?? ''
  }
  autocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.value === '' ? '' : (select.selectedOptions[0]?.text ?? ''),
    source: (query, populate) => populate(labels.filter((label) => matches(label, query))),
    templates: { inputValue: (option = '') => option, suggestion: escaped },
    onConfirm: (option) => choose(option ?? inputOf(id).value),
    autoselect: false,
    // What merely stood under the pointer when the field was left is not a choice.
    confirmOnBlur: false,
    showAllValues: true,
    inputClasses: inError ? 'govuk-input--error' : '',
    ...words,
    // The input has room for one description only, so hint and error message are said in it too.
    tAssistiveHint: () => `${description} ${words.tAssistiveHint()}`.trim(),
  })
  // An emptied or changed text must not leave the option that was chosen before behind it.
  inputOf(id).addEventListener('input', ({ target }) => choose((target as HTMLInputElement).value))
}

function inputOf(id: string): HTMLInputElement {
  return document.getElementById(id) as HTMLInputElement
}

/** Case and accents are ignored: nobody should have to type the circumflex of "Ynys Môn". */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase()
}

function matches(label: string, query: string): boolean {
  const [hay, needle] = [plain(label), plain(query)]
  return needle.split(' ').every((word) => hay.includes(word))
}

function escaped(text: string): string {
  const box = document.createElement('span')
  box.textContent = text
  return box.innerHTML
}

for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-searchable]')) {
  makeSearchable(select)
}
