import type { Content } from '../content.ts'
import type { Format } from './format.ts'

/** Any control character but tab, line ends and form feed. */
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/
/** What is text and more than text: pages, drawings, scripts with an interpreter, print programs, rich text, mail with parts. */
const beginsLikeMore = /^\ufeff?\s*(?:<|#!|%!|%PDF|\{\\rtf|MIME-Version:|GIF8[79]a)/i
const runnable = /<(?:script|html|svg|iframe|\?php|!doctype)/i
const overlap = 32

/** Plain text and CSV in UTF-8. They have no bytes of their own, so here alone the name says which of the two it is. */
export const text: Format = {
  begins: () => true,

  async look(content, ending) {
    const isText = (ending === 'txt' || ending === 'csv') && (await isPlain(content))
    return isText
      ? { kind: 'is', type: ending === 'csv' ? 'csv' : 'text' }
      : { kind: 'refused', because: 'type' }
  },
}

async function isPlain(content: Content): Promise<boolean> {
  const head = (await content.at(0, 512)).toString('utf8')
  if (beginsLikeMore.test(head)) return false
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let carried = ''
  try {
    for await (const chunk of content.chunks()) {
      const text = carried + decoder.decode(chunk, { stream: true })
      if (control.test(text) || runnable.test(text)) return false
      carried = text.slice(-overlap)
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
