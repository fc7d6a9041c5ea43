import type { House } from '../app.ts'
import type { Config } from '../config.ts'

export interface Option {
  /** What stands for the value in the help: `<name>`. A flag has none. */
  value?: string
  required?: boolean
  help: string
}

/** What was typed, checked against the command: every required name is there and nothing else is. */
export interface Given {
  /** An argument by its name. */
  argument(name: string): string
  /** A required option. */
  required(name: string): string
  option(name: string): string | undefined
  flag(name: string): boolean
}

/** What a command may use. The house is opened when it is first asked for, so that some commands need no database. */
export interface Surroundings {
  /** One line of result. */
  print(line: string): void
  /** Exactly this text, for documents that must not change by a byte. */
  write(text: string): void
  /** One line for the person, apart from the result. */
  note(line: string): void
  config(): Config
  house(): Promise<House>
}

export interface Command {
  /** One or two words: `migrate`, `form import`. */
  name: string
  summary: string
  arguments: { name: string; help: string }[]
  options: Record<string, Option>
  run(given: Given, surroundings: Surroundings): Promise<void>
}

/** Thrown when the command cannot be understood as typed: exit code 2, with how to type it. */
export class UsageError extends Error {}

/** Thrown when the command was understood and could not be done: exit code 1. `lines` say more, one thing each. */
export class CommandFailed extends Error {
  readonly lines: string[]
  constructor(message: string, lines: string[] = []) {
    super(message)
    this.lines = lines
  }
}

/** How the audit trail names what was done here. */
export const commandLineActor = 'command-line'

/** Problems with their pointers, one a line. */
export function problemLines(problems: { pointer: string; message: string }[]): string[] {
  return problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`)
}
