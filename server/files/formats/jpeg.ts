import type { Content } from '../content.ts'
import { isForeignPicture } from './foreign-content.ts'
import { damaged, type Format } from './format.ts'

const segmentsAtMost = 2_000

/**
 * JPEG (ITU-T T.81). Segments are followed up to the picture itself. What phones put behind the picture (a second one, a film of the
 * moment) may stay; pages and archives may not.
 */
export const jpeg: Format = {
  begins: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,

  async look(content) {
    if (!(await reachesPicture(content))) return damaged
    return (await isForeignPicture(content)) ? damaged : { kind: 'is', type: 'jpeg' }
  },
}

/** True when the segments lead over a frame header (size and components) to the start of a scan. */
async function reachesPicture(content: Content): Promise<boolean> {
  let offset = 2
  let frame = false
  for (let segments = 0; segments < segmentsAtMost; segments += 1) {
    const head = await content.at(offset, 4)
    if (head.length < 4 || head[0] !== 0xff) return false
    const marker = head[1]!
    // A marker may have fill bytes before it.
    if (marker === 0xff) {
      offset += 1
      continue
    }
    const length = head.readUInt16BE(2)
    if (marker === 0xda) return frame && offset + 2 + length < content.size
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    const isSegment = isFrame || marker === 0xc4 || marker === 0xcc || marker >= 0xdb
    if (!isSegment || length < 2) return false
    frame ||= isFrame
    offset += 2 + length
  }
  return false
}
