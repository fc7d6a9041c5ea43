import { questionType } from '../index.ts'
import type { QuestionType } from '../question-type.ts'
import { check, itemQuestions } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type EditGrid, settings } from './settings.ts'
import { summary } from './view.ts'

/** A repeating list of items, each with the same questions. It has no inputs of its own: the journey asks item by item. */
export const editgrid: QuestionType = {
  type: 'editgrid',
  asks: true,
  settings,
  read: () => {
    throw new Error('A list is read item by item, each question of an item by its own type')
  },
  check,
  values: () => ({}),
  fields: () => [],
  view: () => [],
  summary,
  shape: (component) => ({
    kind: 'list',
    fields: Object.fromEntries(
      itemQuestions(component).flatMap((question) => {
        const shape = questionType(question.type).shape(question)
        return shape ? [[question.key, shape]] : []
      }),
    ),
  }),
  sample: (component, n) => {
    const { minLength = 0, maxLength = 100 } = (component as EditGrid).validate ?? {}
    const length = Math.max(1, Math.min(maxLength, Math.max(minLength, (n % 2) + 1)))
    return Array.from({ length }, (_item, i) =>
      Object.fromEntries(itemQuestions(component).map((q) => [q.key, questionType(q.type).sample(q, n + i)])),
    )
  },
  designer,
  editForm,
}
