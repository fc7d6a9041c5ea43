/*
 * The command line: what the screens can do, for scripts, nights and first set-ups.
 * Knows words, options and exit codes. Refuses to know how anything is done: every command calls the rooms of the house.
 */
import type { House } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { BadInput, Refusal } from '../errors.ts'
import { createLog } from '../log.ts'
import { type Command, CommandFailed, problemLines, type Surroundings, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, generalHelp, usageLine } from './help.ts'
import { readArguments } from './read-arguments.ts'
import { startUpFailed } from './start-up-failed.ts'

export interface Streams {
  out(text: string): void
  err(text: string): void
}

/** Where settings and the house come from; a program that has a house already hands in its own. */
export interface Sources {
  readSettings(): Config
  openHouse(config: Config): Promise<House>
}

const ownSources: Sources = {
  readSettings: readConfig,
  async openHouse(config) {
    // Loaded only now: help, mistakes and form check need none of it.
    const { createHouse } = await import('../app.ts')
    // A person reads here: the log's events stay out of the way unless something is wrong.
    return createHouse(config, { log: createLog(config.logLevel === 'info' ? 'warn' : config.logLevel) })
  },
}

/** Runs one command. @returns the exit code: 0 done, 1 could not be done, 2 not understood */
export async function runCommandLine(
  typed: string[],
  streams: Streams,
  sources: Sources = ownSources,
): Promise<number> {
  const [first] = typed
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    streams.out(`${generalHelp(commands)}\n`)
    return first === undefined ? 2 : 0
  }
  const command = findCommand(typed)
  if (!command) {
    streams.err(unknownCommand(typed))
    return 2
  }
  try {
    return await runCommand(command, typed.slice(command.name.split(' ').length), streams, sources)
  } catch (error) {
    return tellFailure(command, error, streams)
  }
}

async function runCommand(
  command: Command,
  typed: string[],
  streams: Streams,
  sources: Sources,
): Promise<number> {
  const given = readArguments(command, typed)
  if (given.wantsHelp) {
    streams.out(`${commandHelp(command)}\n`)
    return 0
  }
  let opened: House | undefined
  const config = () => startUp(() => sources.readSettings())
  const surroundings: Surroundings = {
    print: (line) => streams.out(`${line}\n`),
    write: (text) => streams.out(text),
    note: (line) => streams.err(`${line}\n`),
    config,
    async house() {
      opened ??= await startUpLater(() => sources.openHouse(config()))
      return opened
    },
  }
  try {
    await command.run(given, surroundings)
  } finally {
    await opened?.close()
  }
  return 0
}

function startUp<T>(begin: () => T): T {
  try {
    return begin()
  } catch (error) {
    throw startUpFailed(error)
  }
}

async function startUpLater<T>(begin: () => Promise<T>): Promise<T> {
  try {
    return await begin()
  } catch (error) {
    throw startUpFailed(error)
  }
}

function findCommand(typed: string[]): Command | undefined {
  return [2, 1]
    .map((words) => typed.slice(0, words).join(' '))
    .map((name) => commands.find((command) => command.name === name))
    .find((command) => command !== undefined)
}

function unknownCommand([first = '', second]: string[]): string {
  const family = commands.filter((command) => command.name.startsWith(`${first} `))
  if (family.length > 0) {
    const asked =
      second === undefined ? `‘${first}’ needs a second word` : `There is no command ‘${first} ${second}’`
    return `${asked}. Choose from:\n${family.map((command) => `  ${command.name}\n`).join('')}`
  }
  return `There is no command ‘${first}’.\n\n${generalHelp(commands)}\n`
}

function tellFailure(command: Command, error: unknown, { err }: Streams): number {
  if (error instanceof UsageError) {
    err(`${error.message}\n  ${usageLine(command)}\n`)
    return 2
  }
  if (error instanceof CommandFailed || error instanceof Refusal) {
    const lines = error instanceof CommandFailed ? error.lines : []
    const more = error instanceof BadInput ? problemLines(error.problems) : lines
    err(`${[error.message, ...more.map((line) => `  ${line}`)].join('\n')}\n`)
    return 1
  }
  err(`This is a fault of Counterfoil, not of what you typed:\n${(error as Error)?.stack ?? String(error)}\n`)
  return 1
}
