import type { Component } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import { keyRule } from '../question-key.ts'
import type { EditTab } from './edit-form.ts'
import { settingAt } from './setting-path.ts'

export interface SettingProblem {
  /** The dotted path of the setting, such as `validate.maxLength`. */
  path: string
  message: string
}

/** What the form document would refuse in this component, so that it is told in the dialog and not first when saving. */
export function checkSettings(
  component: Component,
  { tabs, otherKeys }: { tabs: EditTab[]; otherKeys: Set<string> },
): SettingProblem[] {
  const missing = tabs
    .flatMap(({ fields }) => fields)
    .filter(
      ({ key, validate }) => validate?.required && key !== 'key' && settingAt(component, key) === undefined,
    )
    .map(({ key }) => ({ path: key, message: 'must not be empty' }))
  const shape = shapeProblems(component).filter(
    ({ path }) => !missing.some((problem) => problem.path === path),
  )
  return [...missing, ...shape, ...keyProblems(component.key, otherKeys)]
}

function keyProblems(key: unknown, otherKeys: Set<string>): SettingProblem[] {
  if (typeof key !== 'string' || key === '') return [{ path: 'key', message: 'Enter a name used in rules' }]
  if (!keyRule.test(key)) {
    return [
      {
        path: 'key',
        message: 'Name used in rules must start with a letter and have only letters and digits',
      },
    ]
  }
  return otherKeys.has(key) ? [{ path: 'key', message: `Another question or page has the name ${key}` }] : []
}

function shapeProblems(component: Component): SettingProblem[] {
  // A page is checked when the form is saved: while it is being made it may be empty, which its settings refuse.
  const result = questionTypes[component.type]?.settings.safeParse(component)
  if (!result || result.success) return []
  return result.error.issues
    .filter(({ path }) => path[0] !== 'key' && path[0] !== 'components')
    .map(({ path, message }) => ({ path: path.join('.'), message }))
}
