/*
 * What a question type's edit form says: Form.io components as plain JSON, in tabs. The dialog draws them itself, because
 * Form.io's own form would bring inputs that cannot be made accessible and fetch editors from the internet.
 */

export interface EditField {
  type: string
  key: string
  label: string
  description?: string
  rows?: number
  /** Words that residents read, so that they may be in Welsh too. */
  words?: boolean
  validate?: { required?: boolean; pattern?: string; maxLength?: number }
  data?: { values: { value: unknown; label: string }[] }
}

export interface EditTab {
  key: string
  label: string
  fields: EditField[]
}

/** @throws Error when the edit form has no `tabs` component: a mistake in a question type. */
export function editTabs(editForm: object): EditTab[] {
  const { components = [] } = editForm as { components?: { type: string; components?: unknown[] }[] }
  const tabs = components.find(({ type }) => type === 'tabs')
  if (!tabs?.components) throw new Error('An edit form must have a component of the type tabs')
  return (tabs.components as { key: string; label: string; components: EditField[] }[]).map(
    ({ key, label, components: fields }) => ({ key, label, fields }),
  )
}
