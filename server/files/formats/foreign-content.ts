import type { Content } from '../content.ts'
import { endOfDirectory } from './zip-directory.ts'

/** What a browser or a web server would run if it were made to take the file for a page. No picture and no PDF has a need of it. */
const runnable = /<(?:script|html|iframe|\?php|!doctype\s+html)/i
const overlap = 32

/** Readers of PDF take a file for one when this stands anywhere in its beginning. */
const pdfHeader = /%PDF-\d/

/** Whether a picture is something else as well (a polyglot): a web page or a PDF hidden in it, or an archive behind it. */
export async function isForeignPicture(content: Content): Promise<boolean> {
  const { foreign, also } = await findForeign(content, pdfHeader)
  return foreign || also
}

/** Whether a web page is hidden in a file or an archive stands behind it; `also` is looked for in the same reading. */
export async function findForeign(
  content: Content,
  also: RegExp,
): Promise<{ foreign: boolean; also: boolean }> {
  const tail = await content.tail(65_557)
  if (endOfDirectory(tail) !== undefined) return { foreign: true, also: false }
  let carried = ''
  let found = false
  for await (const chunk of content.chunks()) {
    const text = carried + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
    if (runnable.test(text)) return { foreign: true, also: found }
    found ||= also.test(text)
    carried = text.slice(-overlap)
  }
  return { foreign: false, also: found }
}
