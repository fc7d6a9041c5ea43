import * as parts from '../edit-form-parts.ts'

/** The dialog for a page. */
export const panelEditForm = () =>
  parts.editFormOf({
    question: [parts.textField('title', 'Page title', undefined, { validate: { required: true } })],
  })

export const panelDesigner = {
  title: 'Page',
  icon: 'page',
  group: 'structure' as const,
  starter: { type: 'panel' as const, key: 'page', title: 'Page', components: [] },
}
