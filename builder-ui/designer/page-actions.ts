import type { Panel } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { announce } from '../announce.ts'
import { movePage } from './definition.ts'
import type { Design } from './design.ts'
import type { View } from './designer.ts'
import { askWhereTo } from './dialog/move-dialog.ts'
import type { Draft } from './draft.ts'
import { editPage } from './edit-page.ts'
import { copyOf, movePageTo } from './moves.ts'
import { newExitPage, newPage } from './new-question.ts'
import type { PageAction, PagesList } from './pages-list.ts'
import { settledSections, withoutEmptySections } from './sections.ts'
import type { Toast } from './toast.ts'

export interface PageParts {
  draft: Draft
  view: View
  toast: Toast
  welsh: boolean
  pages: () => PagesList
  draw: () => Promise<void>
}

/** What an officer does to pages: choose, add, edit, copy, move, delete. Each is one step for undo and is announced. */
export function createPageActions(parts: PageParts): { acted(action: PageAction, page: number): void } {
  const { draft, view, pages, draw } = parts
  /** Keys of pages made here and not named yet: they follow the page's title. */
  const unnamed = new Set<string>()
  const add = (page: Panel, name: string, at: number) => {
    view.page = at
    const { definition } = draft
    const added = { ...definition, components: definition.components.toSpliced(at, 0, page) }
    draft.changeDesign(name, settledSections(draft.design, added, at))
  }

  const actions: Record<PageAction, (page: number) => void> = {
    choose(page) {
      view.page = page
      void draw()
      announce(`Page ${page + 1}: ${titleOf(draft, page)}`)
    },
    add() {
      const page = newPage(draft.definition)
      unnamed.add(page.key)
      add(page, 'added a page', draft.definition.components.length)
      void editPage(parts, view.page, unnamed)
    },
    addExit() {
      const page = newExitPage(draft.definition)
      add(page, 'added a page that ends the form', draft.definition.components.length)
      void editPage(parts, view.page, unnamed)
    },
    edit: (page) => void editPage(parts, page, unnamed),
    up: (page) => move(parts, page, -1),
    down: (page) => move(parts, page, 1),
    move: (page) => void moveTo(parts, page),
    copy(page) {
      const original = draft.definition.components[page]
      if (!original) return
      const title = titleOf(draft, page)
      const copy = copyOf(draft.definition, original)
      view.afterDrawing = () => pages().focus(page + 1, 'edit')
      add({ ...copy, title: copyTitle(copy.title) }, `copied page ‘${title}’`, page + 1)
      announce(`Copied page ${title}. The copy is page ${page + 2}`)
    },
    delete: (page) => remove(parts, page),
  }
  return { acted: (action, page) => actions[action](page) }
}

function copyTitle(title: Panel['title']): Panel['title'] {
  if (typeof title === 'string') return `${title} (copy)`
  return { en: `${title.en} (copy)`, ...(title.cy !== undefined && { cy: `${title.cy} (copi)` }) }
}

export function titleOf(draft: Draft, page: number): string {
  return say(draft.definition.components[page]?.title)
}

/** A page takes the section of the pages it comes to stand among. A section without pages is gone, which is said. */
function moved(
  parts: PageParts,
  page: number,
  to: number,
  name: string,
  definition: Design['definition'],
): void {
  const { draft, view } = parts
  const title = titleOf(draft, page)
  const crosses = draft.definition.components[page]?.section !== draft.definition.components[to]?.section
  const design = crosses
    ? settledSections(draft.design, definition, to)
    : withoutEmptySections({ ...draft.design, definition })
  const gone = draft.design.sections.filter(
    ({ key }) => !design.sections.some((section) => section.key === key),
  )
  view.page = to
  draft.changeDesign(name, design)
  const without = gone.map(
    (section) => `. The section ${say(section.title)} has no pages any more and is gone`,
  )
  announce(`${title} is now page ${to + 1}${without.join('')}`)
}

function move(parts: PageParts, page: number, by: -1 | 1): void {
  const { draft, view, pages } = parts
  const definition = movePage(draft.definition, page, by)
  if (!definition) return
  view.afterDrawing = () => pages().focus(page + by, by === -1 ? 'up' : 'down')
  moved(
    parts,
    page,
    page + by,
    `moved page ‘${titleOf(draft, page)}’ ${by === -1 ? 'up' : 'down'}`,
    definition,
  )
}

async function moveTo(parts: PageParts, page: number): Promise<void> {
  const { draft, view, pages } = parts
  const title = titleOf(draft, page)
  const places = draft.definition.components.length
  const asked = {
    name: `page ${title}`,
    page: 0,
    index: page,
    pages: [{ title, places }],
    what: 'page' as const,
  }
  const to = await askWhereTo(asked)
  if (!to || to.index === page) return pages().focus(page, 'move')
  view.afterDrawing = () => pages().focus(to.index, 'move')
  const name = `moved page ‘${title}’ to number ${to.index + 1}`
  moved(parts, page, to.index, name, movePageTo(draft.definition, page, to.index))
}

function remove({ draft, view, toast, pages }: PageParts, page: number): void {
  if (draft.definition.components.length === 1) return
  const title = titleOf(draft, page)
  view.page = Math.max(0, page - 1)
  view.afterDrawing = () => pages().focus(view.page, 'choose')
  const definition = { ...draft.definition, components: draft.definition.components.toSpliced(page, 1) }
  draft.changeDesign(`deleted page ‘${title}’`, withoutEmptySections({ ...draft.design, definition }))
  announce(`Deleted page ${title}. Undo brings it back`)
  toast.offer(`Deleted page ‘${title}’`, () => {
    view.page = page
    view.afterDrawing = () => pages().focus(page, 'choose')
    draft.undo()
    announce(`Page ${title} is back`)
  })
}
