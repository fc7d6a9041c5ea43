import { expect, it } from 'vitest'
import { type Definition, withPage } from '../../builder-ui/designer/definition.ts'
import { designOf } from '../../builder-ui/designer/design.ts'
import { createDraft } from '../../builder-ui/designer/draft.ts'
import { smallForm } from '../support/designer-page.ts'

const form = smallForm as Definition
const titled = (title: string) => withPage(form, 0, (panel) => ({ ...panel, title }))
const titleOf = (definition: Definition) => definition.components[0]?.title

it('every change can be taken back and done again, by name', () => {
  const draft = createDraft({ definition: form, revision: 3 })
  for (let n = 1; n <= 120; n += 1) draft.change(`title ${n}`, titled(`Title ${n}`))
  expect(draft.undoName).toBe('title 120')
  for (let n = 1; n <= 120; n += 1) draft.undo()
  expect(draft.definition).toBe(form)
  expect(draft.undoName).toBeUndefined()
  draft.redo()
  expect(titleOf(draft.definition)).toBe('Title 1')
  expect(draft.redoName).toBe('title 2')
  draft.change('another', titled('Another'))
  expect(draft.redoName).toBeUndefined()
})

it('a draft is saved exactly when it is what the server has, also after undo', () => {
  const draft = createDraft({ definition: form, revision: 3 })
  expect(draft.saved).toBe(true)
  draft.change('one', titled('One'))
  const sent = draft.design
  draft.change('two', titled('Two'))
  draft.markSaved(sent, 4)
  expect([draft.saved, draft.revision]).toEqual([false, 4])
  draft.undo()
  expect(draft.saved).toBe(true)
})

it("taking the other officer's version keeps one's own behind Undo", () => {
  const draft = createDraft({ definition: form, revision: 3 })
  draft.change('mine', titled('Mine'))
  draft.adopt('theirs', designOf({ definition: titled('Theirs') }), 5)
  expect([titleOf(draft.definition), draft.revision, draft.saved]).toEqual(['Theirs', 5, true])
  draft.undo()
  expect([titleOf(draft.definition), draft.revision, draft.saved]).toEqual(['Mine', 5, false])
})
