import { contentOf } from './content.ts'
import { endingOf } from './file-name.ts'
import type { Look } from './formats/format.ts'
import { formats } from './formats/index.ts'

/** What a file is, by its bytes. Reads it at most twice and holds 64 kB of it in memory. */
export async function identify(file: Blob, claimedName: string): Promise<Look> {
  const content = contentOf(file)
  const head = Buffer.from(await content.at(0, 64))
  const format = formats.find(({ begins }) => begins(head))!
  return format.look(content, endingOf(claimedName))
}
