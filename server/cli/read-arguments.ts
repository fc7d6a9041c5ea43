import { parseArgs } from 'node:util'
import { type Command, type Given, UsageError } from './command.ts'

/** @throws UsageError in plain words, naming everything that is missing at once */
export function readArguments(command: Command, typed: string[]): Given & { wantsHelp: boolean } {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  const { values, positionals } = parse(typed, { ...options, help: { type: 'boolean' as const } })
  const wantsHelp = values.help === true
  if (!wantsHelp) {
    const missing = [
      ...command.arguments.slice(positionals.length).map(({ name }) => `<${name}>`),
      ...Object.entries(command.options)
        .filter(([name, option]) => option.required && (values[name] ?? '') === '')
        .map(([name, option]) => `--${name} ${option.value}`),
    ]
    if (missing.length > 0) throw new UsageError(`Missing: ${missing.join(', ')}`)
    const [extra] = positionals.slice(command.arguments.length)
    if (extra !== undefined) throw new UsageError(`‘${extra}’ is one argument too many`)
  }
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    wantsHelp,
    argument: (name) => positionals[command.arguments.findIndex((argument) => argument.name === name)] ?? '',
    required: (name) => text(name) ?? '',
    option: text,
    flag: (name) => values[name] === true,
  }
}

type Options = Record<string, { type: 'string' | 'boolean' }>

function parse(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const code = (error as { code?: string }).code
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error
    const option = /'(--?[^' ]+)/.exec((error as Error).message)?.[1] ?? 'an option'
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`There is no option ${option}`)
    throw new UsageError(
      options[option.replace(/^--/, '')]?.type === 'boolean'
        ? `${option} takes no value`
        : `${option} needs a value. A value that begins with a dash is written ${option}=-value`,
    )
  }
}
