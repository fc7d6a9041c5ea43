import type { Panel } from '../../form-schemas/document.ts'
import { panelEditForm } from '../../form-schemas/questions/panel/edit-form.ts'
import { say } from '../../form-schemas/words.ts'
import { announce } from '../announce.ts'
import { movePage, withPage } from './definition.ts'
import type { View } from './designer.ts'
import { questionsBefore } from './dialog/condition-questions.ts'
import { editInDialog } from './dialog/edit-dialog.ts'
import { editTabs } from './dialog/edit-form.ts'
import type { Draft } from './draft.ts'
import { newPage } from './new-question.ts'
import type { PageAction, PagesList } from './pages-list.ts'
import { freshKey, keysInUse } from './question-key.ts'
import type { Toast } from './toast.ts'

interface Parts {
  draft: Draft
  view: View
  toast: Toast
  welsh: boolean
  pages: () => PagesList
  draw: () => Promise<void>
}

/** What an officer does to pages: choose, add, rename, move, delete. */
export function createPageActions(parts: Parts): { acted(action: PageAction, page: number): void } {
  const { draft, view, pages, draw } = parts
  /** Keys of pages made here and not named yet: they follow the page's title. */
  const unnamed = new Set<string>()

  const actions: Record<PageAction, (page: number) => void> = {
    choose(page) {
      view.page = page
      view.afterDrawing = () => pages().focus(page, 'choose')
      void draw()
      announce(`Page ${page + 1}: ${titleOf(draft, page)}`)
    },
    add() {
      const page = newPage(draft.definition)
      unnamed.add(page.key)
      view.page = draft.definition.components.length
      draft.change('add a page', { ...draft.definition, components: [...draft.definition.components, page] })
      void edit(parts, view.page, unnamed)
    },
    edit: (page) => void edit(parts, page, unnamed),
    up: (page) => move(parts, page, -1),
    down: (page) => move(parts, page, 1),
    delete: (page) => remove(parts, page),
  }
  return { acted: (action, page) => actions[action](page) }
}

function titleOf(draft: Draft, page: number): string {
  return say(draft.definition.components[page]?.title)
}

function move({ draft, view, pages }: Parts, page: number, by: -1 | 1): void {
  const moved = movePage(draft.definition, page, by)
  if (!moved) return
  const title = titleOf(draft, page)
  view.page = page + by
  view.afterDrawing = () => pages().focus(page + by, by === -1 ? 'up' : 'down')
  draft.change(`move page ${title}`, moved)
  announce(`${title} is now page ${page + by + 1}`)
}

function remove({ draft, view, toast, pages }: Parts, page: number): void {
  if (draft.definition.components.length === 1) return
  const title = titleOf(draft, page)
  view.page = Math.max(0, page - 1)
  view.afterDrawing = () => pages().focus(view.page, 'choose')
  draft.change(`delete page ${title}`, {
    ...draft.definition,
    components: draft.definition.components.toSpliced(page, 1),
  })
  announce(`Deleted page ${title}. Undo brings it back`)
  toast.offer(`Deleted page ‘${title}’`, () => {
    view.page = page
    view.afterDrawing = () => pages().focus(page, 'choose')
    draft.undo()
    announce(`Page ${title} is back`)
  })
}

async function edit({ draft, view, pages, welsh }: Parts, page: number, unnamed: Set<string>): Promise<void> {
  const panel = draft.definition.components[page]
  if (!panel) return
  const otherKeys = keysInUse(draft.definition)
  otherKeys.delete(panel.key)
  const changed = await editInDialog({
    title: `Page: ${say(panel.title)}`,
    what: 'page',
    component: panel,
    tabs: editTabs(panelEditForm()),
    offered: questionsBefore(draft.definition, { page, path: [] }),
    otherKeys,
    ...(unnamed.has(panel.key) && { keyFor: (wanted: string) => freshKey(otherKeys, wanted) }),
    welsh,
  })
  if (!changed || JSON.stringify(changed) === JSON.stringify(panel)) return pages().focus(page, 'edit')
  unnamed.delete(panel.key)
  view.afterDrawing = () => pages().focus(page, 'edit')
  draft.change(
    `edit page ${say(changed.title as Panel['title'])}`,
    withPage(draft.definition, page, () => changed as Panel),
  )
  announce(`Updated page ${say(changed.title as Panel['title'])}`)
}
