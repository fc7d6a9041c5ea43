import { partsAnswer, textsOf } from '../parts-answer.ts'
import { partsView } from '../parts-view.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { partsOf } from './parts.ts'
import { type Name, settings } from './settings.ts'

/** The name of a person: in one, or as `{ title?, firstName, lastName }`. */
export const name: QuestionType = {
  type: 'name',
  asks: true,
  settings,
  ...partsAnswer(partsOf),
  view: partsView(partsOf),
  summary: (component, answer) => {
    const text = Object.values(textsOf(partsOf(component), answer)).join(' ')
    return text === '' ? [] : [text]
  },
  sample: (component, n) => {
    const { ask = 'fullName' } = component as Name
    const [firstName = '', lastName = ''] = people[n % people.length] ?? []
    if (ask === 'fullName') return `${firstName} ${lastName}`
    return { ...(ask === 'titleFirstAndLast' ? { title: 'Dr' } : {}), firstName, lastName }
  },
  designer,
  editForm,
}

const people = [
  ['Ana', 'Roe'],
  ['Siân', 'Pugh-Jones'],
  ['Oluwaseun', 'Adeyemi'],
  ['Mary', "O'Neill"],
  ['Wei', 'Ng'],
]
