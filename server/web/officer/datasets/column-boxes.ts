import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import type { Column } from '../../../datasets/index.ts'
import type { BadInput } from '../../../errors.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** How one heading of a file is used, as the page has it in boxes. */
export interface ColumnBoxes {
  heading: string
  name: string
  /** Empty = nothing of it is kept. */
  use: string
  kind: string
  compare: string
  exposed: boolean
}

export const uses = [
  { value: '', text: 'Not kept' },
  { value: 'key', text: 'The key: rows are looked up by it' },
  { value: 'factor', text: 'Second factor: must be known besides the key' },
  { value: 'value', text: 'A value' },
  { value: 'search', text: 'Searched: finds many rows, such as a postcode' },
]

export const kinds = [
  { value: 'text', text: 'Text' },
  { value: 'pence', text: 'Pounds and pence' },
  { value: 'date', text: 'A date' },
  { value: 'flag', text: 'Yes or no' },
]

export const comparisonWords = [
  { value: 'reference', text: 'Reference: case, spaces and dashes do not count' },
  { value: 'name', text: 'Name: only letters and digits count' },
  { value: 'postcode', text: 'Postcode' },
  { value: 'vehicle', text: 'Vehicle registration' },
  { value: 'pin', text: 'PIN: spaces do not count' },
  { value: 'exact', text: 'Exactly as it stands' },
]

const mostColumns = 60

export function boxesOfHeadings(headings: string[]): ColumnBoxes[] {
  return headings.slice(0, mostColumns).map((heading) => ({
    heading,
    name: nameFrom(heading),
    use: '',
    kind: 'text',
    compare: /postcode/i.test(heading) ? 'postcode' : 'reference',
    exposed: false,
  }))
}

/** The columns as they are, and room for two more. */
export function boxesOfColumns(columns: Column[]): ColumnBoxes[] {
  const empty = { heading: '', name: '', use: '', kind: 'text', compare: 'reference', exposed: false }
  return [...columns, empty, { ...empty }].slice(0, mostColumns)
}

export function readColumnBoxes(form: PostedForm): ColumnBoxes[] {
  const boxes: ColumnBoxes[] = []
  for (let at = 0; at < mostColumns && form.has(`heading.${at}`); at++) {
    const text = (name: string) => form.text(`${name}.${at}`).trim()
    boxes.push({
      heading: text('heading').slice(0, 200),
      name: text('name').slice(0, 100),
      use: text('use'),
      kind: text('kind'),
      compare: text('compare'),
      exposed: form.has(`exposed.${at}`),
    })
  }
  return boxes
}

/** What is kept, as the datasets room takes columns. */
export function columnsOf(boxes: ColumnBoxes[]): unknown[] {
  return boxes
    .filter(({ use }) => use !== '')
    .map(({ compare, ...column }) => ({
      ...column,
      kind: column.kind || 'text',
      ...(compare && column.use !== 'value' && { compare }),
    }))
}

/** What the room did not accept, beside its box. */
export function columnProblems(error: BadInput, boxes: ColumnBoxes[]): FieldProblem[] {
  const kept = boxes.flatMap(({ use }, at) => (use === '' ? [] : [at]))
  if (error.problems.length === 0) return [{ field: 'title', message: error.message }]
  return error.problems.map(({ pointer, message }) => {
    const [, index, part] = pointer.split('/')
    const at = kept[Number(index)]
    if (pointer === '' || at === undefined || !part)
      return { field: `use.${kept[0] ?? 0}`, message: `Choose what the columns are for: ${message}` }
    const { heading } = boxes[at]!
    return { field: `${part}.${at}`, message: `Column ‘${heading}’: ${message}` }
  })
}

/** Nothing that is kept, or shown again, may be a card number. */
export function cardProblems(boxes: ColumnBoxes[]): FieldProblem[] {
  return boxes.flatMap(({ heading, name }, at) =>
    looksLikeCardNumber(heading) || looksLikeCardNumber(name)
      ? [{ field: `name.${at}`, message: 'A heading or name must not be a card number' }]
      : [],
  )
}

/** "Account Ref" → accountRef; what no name can be made of is left to the officer. */
function nameFrom(heading: string): string {
  const words = heading
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ]+/g, ' ')
    .trim()
    .split(/ +/)
  const [first = '', ...others] = words.map((word) => word.toLowerCase())
  const name = first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[a-z]/.test(name) ? name.slice(0, 40) : ''
}
