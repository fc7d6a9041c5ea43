/** Settings by dotted path, as Form.io's edit forms name them: `validate.required`, `data.values`. Nothing is changed in place. */

type Settings = Record<string, unknown>

export function settingAt(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (at as Settings | undefined)?.[name], settings)
}

/** The settings with one of them changed. `undefined` takes it out, and what became empty around it too. */
export function withSetting<S extends Settings>(settings: S, path: string, value: unknown): S {
  const [name = '', ...rest] = path.split('.')
  const changed: Settings = { ...settings }
  const held = changed[name]
  const inner = typeof held === 'object' && held !== null ? (held as Settings) : {}
  const next = rest.length === 0 ? value : emptied(withSetting(inner, rest.join('.'), value))
  if (next === undefined) delete changed[name]
  else changed[name] = next
  return changed as S
}

function emptied(settings: Settings): Settings | undefined {
  return Object.keys(settings).length === 0 ? undefined : settings
}
