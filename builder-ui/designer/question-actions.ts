import type { Component } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { say } from '../../form-schemas/words.ts'
import { announce } from '../announce.ts'
import type { Canvas, CanvasEvents, CardAction } from './canvas/canvas.ts'
import { kindOf, nameOf } from './canvas/card.ts'
import {
  type Arranged,
  insertQuestion,
  moveQuestion,
  type Path,
  type Place,
  questionAt,
  rearrangePage,
  removeQuestion,
  replaceQuestion,
  withPage,
} from './definition.ts'
import type { View } from './designer.ts'
import { editInDialog } from './dialog/edit-dialog.ts'
import { editTabs } from './dialog/edit-form.ts'
import { lookupTabs, type OfferedDataset } from './dialog/lookup-field.ts'
import { askWhereTo } from './dialog/move-dialog.ts'
import type { Draft } from './draft.ts'
import { copyOf, moveQuestionTo, siblingsAt } from './moves.ts'
import { newQuestion } from './new-question.ts'
import { freshKey, keysInUse, renamedInConditions } from './question-key.ts'
import type { Toast } from './toast.ts'

interface Parts {
  draft: Draft
  view: View
  toast: Toast
  welsh: boolean
  datasets: readonly OfferedDataset[]
  canvas: () => Canvas
}

/** What an officer does to questions: add, arrange, move, edit, delete. Each is one step for undo and is announced. */
export function createQuestionActions(parts: Parts): Omit<CanvasEvents, 'names' | 'previews' | 'extras'> {
  const { draft, view, canvas } = parts
  /** Keys made by us and not looked at yet: in the dialog they follow the question's label. */
  const unnamed = new Set<string>()
  const make = (type: string) => {
    const question = newQuestion(draft.definition, type)
    unnamed.add(question.key)
    return question
  }

  return {
    arranged(order: Arranged[]) {
      const added = firstNew(order)
      const panel = draft.definition.components[view.page]
      if (!panel) return
      view.afterDrawing = added ? () => canvas().focusCard(added.path) : undefined
      draft.change(
        added ? `added ‘${kindOf(added.type)}’` : 'moved a question',
        withPage(draft.definition, view.page, () => rearrangePage(panel, order, make)),
      )
      announce(added ? `Added: ${kindOf(added.type)}` : 'Question moved')
    },
    chosen(type: string) {
      const index = draft.definition.components[view.page]?.components.length ?? 0
      view.afterDrawing = () => canvas().focusPalette(type)
      draft.change(
        `added ‘${kindOf(type)}’`,
        insertQuestion(draft.definition, { page: view.page, path: [index] }, make(type)),
      )
      announce(`Added at the end of the page: ${kindOf(type)}`)
    },
    acted(action: CardAction, path: Path) {
      const place = { page: view.page, path }
      const question = questionAt(draft.definition, place)
      if (!question) return
      if (action === 'edit') void edit(parts, place, question, unnamed)
      else if (action === 'delete') remove(parts, place, question)
      else if (action === 'copy') copy(parts, place, question)
      else if (action === 'move') void moveTo(parts, place, question)
      else if (action === 'up' || action === 'down') move(parts, place, question, action)
    },
  }
}

function firstNew(order: Arranged[], above: Path = []): { path: Path; type: string } | undefined {
  for (const [index, item] of order.entries()) {
    const path = [...above, index]
    if (!item.from) return { path, type: item.type }
    const within = firstNew(item.children ?? [], path)
    if (within) return within
  }
  return undefined
}

function move(
  { draft, view, canvas }: Parts,
  place: Place,
  question: Component,
  action: 'up' | 'down',
): void {
  const moved = moveQuestion(draft.definition, place, action === 'up' ? -1 : 1)
  if (!moved) return
  view.afterDrawing = () => canvas().focusCard(moved.place.path, action)
  draft.change(`moved ‘${nameOf(question)}’ ${action}`, moved.definition)
  announce(`${nameOf(question)} is now number ${(moved.place.path.at(-1) ?? 0) + 1}`)
}

function copy({ draft, view, canvas }: Parts, place: Place, question: Component): void {
  const index = place.path.at(-1) ?? 0
  const path = [...place.path.slice(0, -1), index + 1]
  view.afterDrawing = () => canvas().focusCard(path)
  const copied = copyOf(draft.definition, question)
  draft.change(
    `copied ‘${nameOf(question)}’`,
    insertQuestion(draft.definition, { page: place.page, path }, copied),
  )
  announce(`Copied ${nameOf(question)}. The copy is number ${index + 2}`)
}

/** To a number on its page or on another; what stands in a list stays in its list. */
async function moveTo({ draft, view, canvas }: Parts, place: Place, question: Component): Promise<void> {
  const { definition } = draft
  const index = place.path.at(-1) ?? 0
  const inList = place.path.length > 1
  const here = siblingsAt(definition, place)
  const pages = definition.components.map(({ title, components }, page) => ({
    title: say(title),
    places: page === place.page ? here : components.length + 1,
  }))
  const to = await askWhereTo({
    name: nameOf(question),
    page: inList ? 0 : place.page,
    index,
    pages: inList ? [{ title: '', places: here }] : pages,
    what: 'question',
  })
  const page = inList ? place.page : (to?.page ?? place.page)
  const moved = to && moveQuestionTo(definition, place, { page, index: to.index })
  if (!moved || (page === place.page && to.index === index)) return canvas().focusCard(place.path, 'move')
  view.page = page
  view.afterDrawing = () => canvas().focusCard(moved.place.path, 'move')
  const where = page === place.page ? `number ${to.index + 1}` : `page ${page + 1}`
  draft.change(`moved ‘${nameOf(question)}’ to ${where}`, moved.definition)
  announce(
    `${nameOf(question)} is now number ${to.index + 1}${page === place.page ? '' : ` on page ${page + 1}`}`,
  )
}

function remove({ draft, view, toast, canvas }: Parts, place: Place, question: Component): void {
  const name = nameOf(question)
  const index = place.path.at(-1) ?? 0
  view.afterDrawing = () => canvas().focusCard([...place.path.slice(0, -1), Math.max(0, index - 1)])
  draft.change(`deleted ‘${name}’`, removeQuestion(draft.definition, place))
  announce(`Deleted ${name}. Undo brings it back`)
  toast.offer(`Deleted ‘${name}’`, () => {
    view.afterDrawing = () => canvas().focusCard(place.path)
    draft.undo()
    announce(`${name} is back`)
  })
}

async function edit(parts: Parts, place: Place, question: Component, unnamed: Set<string>): Promise<void> {
  const { draft, view, canvas, welsh } = parts
  const otherKeys = keysInUse(draft.definition)
  otherKeys.delete(question.key)
  const changed = await editInDialog({
    title: `${kindOf(question.type)}: ${nameOf(question)}`,
    what: questionType(question.type).asks ? 'question' : 'text',
    component: question,
    tabs: [
      ...editTabs(questionType(question.type).editForm()),
      ...lookupTabs(question, place, parts.datasets),
    ],
    design: draft.design,
    place,
    datasets: parts.datasets,
    otherKeys,
    ...(unnamed.has(question.key) && { keyFor: (wanted: string) => freshKey(otherKeys, wanted) }),
    welsh,
  })
  // The draft may have been changed while the dialog was open only by saving, which keeps questions as they are.
  if (!changed || JSON.stringify(changed) === JSON.stringify(question)) return canvas().focusCard(place.path)
  unnamed.delete(question.key)
  view.afterDrawing = () => canvas().focusCard(place.path)
  const replaced = { ...draft.design, definition: replaceQuestion(draft.definition, place, changed) }
  draft.changeDesign(`changed ‘${nameOf(changed)}’`, renamedInConditions(replaced, question.key, changed.key))
  announce(`Updated ${nameOf(changed)}`)
}
