import type { Answers } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { questionType } from '../index.ts'
import type { QuestionType } from '../question-type.ts'
import { check, countingQuestions, itemQuestions } from './answer.ts'
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
    return Array.from({ length }, (_item, i) => sampleItem(component, n + i))
  },
  designer,
  editForm,
}

/** An item with every question that its own answers ask for: what a condition hides is as the page leaves it, null. */
function sampleItem(component: Component, n: number): Answers {
  const questions = itemQuestions(component)
  const all = Object.fromEntries(questions.map((q) => [q.key, questionType(q.type).sample(q, n)]))
  const counting = countingQuestions(component, all)
  return Object.fromEntries(questions.map((q) => [q.key, counting.includes(q) ? (all[q.key] ?? null) : null]))
}
