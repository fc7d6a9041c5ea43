import type { Content } from '../content.ts'
import { isForeignPicture } from './foreign-content.ts'
import { damaged, type Format } from './format.ts'

const boxesAtMost = 200
const brands = /^(heic|heix|heim|heis|mif1|msf1)$/

/** HEIC (ISO 23008-12), as iPhones take pictures: boxes that fill the file from beginning to end. */
export const heic: Format = {
  begins: (head) => head.toString('latin1', 4, 8) === 'ftyp' && brands.test(head.toString('latin1', 8, 12)),

  async look(content) {
    if (!(await isWhole(content))) return damaged
    return (await isForeignPicture(content)) ? damaged : { kind: 'is', type: 'heic' }
  },
}

async function isWhole(content: Content): Promise<boolean> {
  const found = new Set<string>()
  let offset = 0
  for (let boxes = 0; boxes < boxesAtMost; boxes += 1) {
    const head = await content.at(offset, 16)
    if (head.length < 8) return false
    found.add(head.toString('latin1', 4, 8))
    const size = head.readUInt32BE(0)
    // 1: the size is in the eight bytes behind; 0: to the end of the file.
    const length =
      size === 0
        ? content.size - offset
        : size === 1 && head.length === 16
          ? Number(head.readBigUInt64BE(8))
          : size
    if (length < 8) return false
    offset += length
    if (offset > content.size) return false
    if (offset === content.size) return found.has('meta') && found.has('mdat')
  }
  return false
}
