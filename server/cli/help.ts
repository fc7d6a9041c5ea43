import type { Command } from './command.ts'

const invocation = 'npm run counterfoil --'

export function usageLine(command: Command): string {
  const parts = Object.entries(command.options).map(([name, { value, required }]) => {
    const shown = value ? `--${name} ${value}` : `--${name}`
    return required ? shown : `[${shown}]`
  })
  return [invocation, command.name, ...command.arguments.map(({ name }) => `<${name}>`), ...parts].join(' ')
}

export function commandHelp(command: Command): string {
  const rows = [
    ...command.arguments.map(({ name, help }) => [`<${name}>`, help] as const),
    ...Object.entries(command.options).map(
      ([name, { value, help }]) => [value ? `--${name} ${value}` : `--${name}`, help] as const,
    ),
  ]
  return [
    command.summary,
    '',
    `  ${usageLine(command)}`,
    ...(rows.length > 0 ? ['', ...columns(rows)] : []),
  ].join('\n')
}

export function generalHelp(commands: Command[]): string {
  return [
    'The command line of Counterfoil',
    '',
    `  ${invocation} <command>`,
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary] as const)),
    '',
    `${invocation} <command> --help says more about one command.`,
    'It works on the database of the same settings as the server (DATABASE_URL, or DATA_DIR while the server is stopped).',
    'Exit code: 0 done, 1 could not be done, 2 not understood.',
  ].join('\n')
}

function columns(rows: (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
