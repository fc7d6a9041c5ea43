import { findForeign } from './foreign-content.ts'
import { damaged, type Format } from './format.ts'

/** The trailer of a document that needs a password to open, to print or to change: nothing inside it can be scanned. */
const encrypted = /\/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R|<<)/

/**
 * PDF (ISO 32000). Stricter than readers are: the header is at the very beginning and nothing but white space comes after the last
 * `%%EOF`, so that no file is a PDF to us and something else to another program.
 */
export const pdf: Format = {
  begins: (head) => /^%PDF-[12]\.\d/.test(head.toString('latin1')),

  async look(content) {
    const tail = (await content.tail(2_048)).toString('latin1')
    if (!/startxref\s+\d+\s+%%EOF[\s\0]*$/.test(tail)) return damaged
    const { foreign, also } = await findForeign(content, encrypted)
    if (foreign) return damaged
    return also ? { kind: 'password-protected' } : { kind: 'is', type: 'pdf' }
  },
}
