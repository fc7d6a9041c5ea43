import { readFile } from 'node:fs/promises'
import { CommandFailed, UsageError } from './command.ts'

/** A text file as it is. @throws CommandFailed when it cannot be read or is not UTF-8 */
export async function readTextFile(path: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code)
    throw new CommandFailed(`${path} cannot be read: ${why}`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new CommandFailed(`${path} is not a UTF-8 text`)
  }
}

/** Settings given as JSON, or as `@file` so that secrets stay out of the shell's history and the process list. */
export async function readSettings(given: string): Promise<unknown> {
  const text = given.startsWith('@') ? await readTextFile(given.slice(1)) : given
  try {
    return JSON.parse(text)
  } catch {
    // The text may hold a key, so it is not repeated.
    throw new UsageError('--settings must be JSON, or @ and the path of a file that holds JSON')
  }
}

/** `a, b` as a list. */
export function readList(given: string): string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
