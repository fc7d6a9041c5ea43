import { CommandFailed } from './command.ts'

/** What is wrong with settings or the database is said in words of its own and is no fault of ours; our own mistakes are. */
export function startUpFailed(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) return error
  // Several refused addresses of one name come as an error without words.
  const { message, code } = error as NodeJS.ErrnoException
  return new CommandFailed(message || `The database does not answer (${code})`)
}
