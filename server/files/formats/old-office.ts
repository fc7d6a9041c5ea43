import type { Format } from './format.ts'

const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** The stream that holds a DOCX or XLSX under a password ([MS-OFFCRYPTO] 2.3.4.4), as a directory writes it. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * Compound files ([MS-CFB]): the old DOC and XLS, which we do not take because their macros cannot be told from their text, and
 * the wrapping of documents under a password.
 */
export const oldOffice: Format = {
  begins: (head) => head.subarray(0, 8).equals(signature),

  async look(content) {
    let carried = Buffer.alloc(0)
    for await (const chunk of content.chunks()) {
      const bytes = Buffer.concat([carried, chunk])
      if (bytes.includes(encryptedPackage)) return { kind: 'password-protected' }
      carried = bytes.subarray(-encryptedPackage.length)
    }
    return { kind: 'refused', because: 'type' }
  },
}
