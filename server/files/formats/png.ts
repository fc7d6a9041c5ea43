import type { Content } from '../content.ts'
import { isForeignPicture } from './foreign-content.ts'
import { damaged, type Format } from './format.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** A scanner that writes 8 kB a chunk makes some 6,000 of 50 MB. */
const chunksAtMost = 20_000

/** PNG (ISO 15948): chunks from IHDR to IEND, and nothing behind. */
export const png: Format = {
  begins: (head) => head.subarray(0, 8).equals(signature),

  async look(content) {
    if (!(await isWhole(content))) return damaged
    return (await isForeignPicture(content)) ? damaged : { kind: 'is', type: 'png' }
  },
}

async function isWhole(content: Content): Promise<boolean> {
  let offset = signature.length
  let picture = false
  for (let chunks = 0; chunks < chunksAtMost; chunks += 1) {
    const head = await content.at(offset, 8)
    if (head.length < 8) return false
    const name = head.toString('latin1', 4, 8)
    if ((chunks === 0) !== (name === 'IHDR') || !/^[A-Za-z]{4}$/.test(name)) return false
    offset += 12 + head.readUInt32BE(0)
    picture ||= name === 'IDAT'
    if (name === 'IEND') return picture && offset === content.size
  }
  return false
}
