import type { Content } from '../content.ts'
import { damaged, type Format, type Look } from './format.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

const unpackedAtMost = 200_000_000
/** Documents of less than this are taken however well they are packed: a small table of one value packs a thousandfold. */
const ratioCountsFrom = 20_000_000
const ratioAtMost = 100

const odtType = 'application/vnd.oasis.opendocument.text'

/** Parts of an Office Open XML document that are text, pictures, fonts or other documents of the kind. */
const quietPart =
  /(?:\.(?:xml|rels|vml|png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|svg|ico|ttf|odttf|fntdata|docx|xlsx|pptx|txt|json)|\/printersettings\d*\.bin|\/)$/
const program = /vba|activex|macrosheet|oleobject|(?:^|\/)(?:basic|scripts|dialogs)\//

/**
 * DOCX, XLSX and ODT: archives, told by the names in their directory. Nothing is unpacked, here or later: what a document unpacks to
 * is the matter of whoever opens it, and one that says it is enormous is not taken.
 */
export const zipDocument: Format = {
  begins: (head) => head.length >= 30 && head.readUInt32LE(0) === 0x04034b50,

  async look(content) {
    const entries = await readZipDirectory(content)
    if (!entries) return damaged
    if (entries.some(({ encrypted }) => encrypted)) return { kind: 'password-protected' }
    if (entries.some(({ method }) => method !== 0 && method !== 8) || isBomb(entries)) return damaged
    const names = new Set(entries.map(({ name }) => name.toLowerCase()))
    if (names.has('[content_types].xml')) return lookAtOfficeOpenXml(names)
    return lookAtOpenDocument(content, entries, names)
  },
}

function lookAtOfficeOpenXml(names: Set<string>): Look {
  const all = [...names]
  const isWord = all.some((name) => /^word\/document\d*\.xml$/.test(name))
  const isSheet = all.some((name) => /^xl\/workbook\d*\.xml$/.test(name))
  if (all.some((name) => program.test(name) || !quietPart.test(name))) {
    return { kind: 'refused', because: 'macros' }
  }
  if (isWord === isSheet) return { kind: 'refused', because: 'type' }
  return { kind: 'is', type: isWord ? 'docx' : 'xlsx' }
}

/** OpenDocument (part 2, 3.3): the first entry is called `mimetype`, is not packed, and says what the rest is. */
async function lookAtOpenDocument(content: Content, entries: ZipEntry[], names: Set<string>): Promise<Look> {
  const [first] = entries
  const isOdt =
    first?.name === 'mimetype' &&
    first.method === 0 &&
    first.packedBytes === odtType.length &&
    (await content.at(first.dataAt, odtType.length)).toString('latin1') === odtType
  if (!isOdt) return { kind: 'refused', because: 'type' }
  if (names.has('encrypted-package')) return { kind: 'password-protected' }
  const text = entries.find(({ name }) => name === 'content.xml')
  if (!text) return damaged
  // Encrypted parts are kept unpacked, and then they are no XML.
  if (text.method === 0 && !/^\ufeff?\s*</.test((await content.at(text.dataAt, 64)).toString('utf8'))) {
    return { kind: 'password-protected' }
  }
  if ([...names].some((name) => program.test(name))) return { kind: 'refused', because: 'macros' }
  return { kind: 'is', type: 'odt' }
}

function isBomb(entries: ZipEntry[]): boolean {
  const packed = entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0)
  const unpacked = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  return unpacked > unpackedAtMost || (unpacked > ratioCountsFrom && unpacked > packed * ratioAtMost)
}
