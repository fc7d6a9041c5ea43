import type { Component, Panel } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { panelEditForm } from '../../form-schemas/questions/panel/edit-form.ts'
import { say, type Words } from '../../form-schemas/words.ts'
import { announce } from '../announce.ts'
import { withPage } from './definition.ts'
import type { Design } from './design.ts'
import type { SettingProblem } from './dialog/check-settings.ts'
import { editInDialog } from './dialog/edit-dialog.ts'
import { type EditTab, editTabs } from './dialog/edit-form.ts'
import { textField } from './dialog/text-fields.ts'
import type { PageParts } from './page-actions.ts'
import { freshKey, keysInUse } from './question-key.ts'
import { sectionStartingAt, withoutSectionAt, withSectionAt } from './sections.ts'

/** The dialog of a page: its title, when it is shown, whether the form ends there, and the section that starts there. */
export async function editPage(
  { draft, view, pages, welsh }: PageParts,
  page: number,
  unnamed: Set<string>,
): Promise<void> {
  const panel = draft.definition.components[page]
  if (!panel) return
  const otherKeys = keysInUse(draft.definition)
  otherKeys.delete(panel.key)
  const before = sectionStartingAt(draft.design, page)?.title
  const section = textField(sectionSetting, before, welsh)
  const changed = await editInDialog({
    title: `Page: ${say(panel.title)}`,
    what: 'page',
    component: panel,
    tabs: pageTabs(panel),
    design: draft.design,
    place: { page, path: [] },
    otherKeys,
    ...(unnamed.has(panel.key) && { keyFor: (wanted: string) => freshKey(otherKeys, wanted) }),
    welsh,
    extras: { label: 'Section', fields: [section] },
    check: exitProblems,
  })
  const title = section.read() as Words | undefined
  view.afterDrawing = () => pages().focus(page, 'edit')
  if (!changed) return pages().focus(page, 'edit')
  const definition = withPage(draft.definition, page, () => changed as Panel)
  const design = withSection({ ...draft.design, definition }, page, before, title)
  if (JSON.stringify(design) === JSON.stringify(draft.design)) return pages().focus(page, 'edit')
  unnamed.delete(panel.key)
  const name = say(changed.title as Panel['title'])
  draft.changeDesign(`changed page ‘${name}’`, design)
  announce(`Updated page ${name}`)
}

const sectionSetting = {
  type: 'textfield',
  key: 'section',
  label: 'Title of the section that starts at this page',
  description:
    'Sections are the headings of a task list and of check your answers. Empty: no section starts here',
  words: true,
}

function withSection(
  design: Design,
  page: number,
  before: Words | undefined,
  title: Words | undefined,
): Design {
  if (JSON.stringify(before) === JSON.stringify(title)) return design
  return title === undefined || say(title).trim() === ''
    ? withoutSectionAt(design, page)
    : withSectionAt(design, page, title)
}

function pageTabs(panel: Panel): EditTab[] {
  const exit = {
    type: 'checkbox',
    key: 'exit',
    label: 'The form ends here: “You cannot use this form”',
    description:
      'Residents who get to this page cannot go on. It says why and what to do instead, and asks nothing',
  }
  const tabs = editTabs(panelEditForm())
  const asks = panel.components.some(({ type }) => questionType(type).asks)
  if (asks && !panel.exit) return tabs
  return tabs.map((tab, index) => (index === 0 ? { ...tab, fields: [...tab.fields, exit] } : tab))
}

function exitProblems(changed: Component): SettingProblem[] {
  if (!changed.exit) return []
  if (changed.components?.some(({ type }) => questionType(type).asks)) {
    return [
      { path: 'exit', message: 'A page that ends the form must not ask anything: move its questions first' },
    ]
  }
  const message = 'Say when residents get to this page: otherwise nobody could send the form'
  return changed.conditional ? [] : [{ path: 'conditional', message }]
}
