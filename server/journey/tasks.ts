import type { Answers } from '../../form-schemas/answers.ts'
import type { Words } from '../../form-schemas/words.ts'
import type { CompiledForm, CompiledPage } from './compile-form.ts'
import { isAnswered, walk } from './path.ts'

/** A section of a form that is worked through in any order. */
export interface Task {
  key: string
  title: Words
  /** `not-yet`: what it asks depends on answers that are still missing. */
  state: 'completed' | 'in-progress' | 'not-started' | 'not-yet'
  /** Where it goes on: its first page that is not answered, or its first; undefined for `not-yet`. */
  page: CompiledPage | undefined
}

export function hasTaskList({ document }: CompiledForm): boolean {
  return document.settings?.taskList === true
}

/** The sections, in order. One that no page of is on the way is left out once everything else is answered. */
export function tasksOf(form: CompiledForm, answers: Answers): Task[] {
  const { steps } = walk(form, answers)
  const isDone = steps.every((step) => isAnswered(step, answers))
  return (form.document.sections ?? []).flatMap(({ key, title }): Task[] => {
    const own = steps.filter(({ page }) => page.section === key)
    if (own.length === 0) return isDone ? [] : [{ key, title, state: 'not-yet', page: undefined }]
    const open = own.find((step) => !isAnswered(step, answers))
    const isBegun = own.some((step) => isAnswered(step, answers))
    const state = !open ? 'completed' : isBegun ? 'in-progress' : 'not-started'
    return [{ key, title, state, page: (open ?? own[0])!.page }]
  })
}
