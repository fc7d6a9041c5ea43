import type { Content } from '../content.ts'

export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  encrypted: boolean
  packedBytes: number
  /** As the directory says; nothing is unpacked to find out. */
  unpackedBytes: number
  /** Where its own bytes begin. */
  dataAt: number
}

const entriesAtMost = 5_000
const directoryAtMost = 2_000_000
const endLength = 22
/** Behind an entry's bytes there may be its checksum and sizes (a data descriptor), and nothing else. */
const descriptorAtMost = 24

/** Where in the last bytes of a file the end of an archive's directory begins; undefined when it does not end like an archive. */
export function endOfDirectory(tail: Buffer): number | undefined {
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === 0x06054b50 && at + endLength + tail.readUInt16LE(at + 20) === tail.length) {
      return at
    }
  }
  return undefined
}

/**
 * What an archive says it holds, read from its directory and the headers before each entry. Undefined when they do not tell the same
 * story, when entries lie over each other, or when bytes belong to none of them: programs read such archives differently, and
 * archives that unpack to far more than they should are made so.
 */
export async function readZipDirectory(content: Content): Promise<ZipEntry[] | undefined> {
  const tail = await content.tail(endLength)
  if (tail.length < endLength || endOfDirectory(tail) !== 0) return undefined
  const count = tail.readUInt16LE(10)
  const length = tail.readUInt32LE(12)
  const begin = tail.readUInt32LE(16)
  const onOneDisk = tail.readUInt16LE(8) === count && tail.readUInt32LE(4) === 0
  if (!onOneDisk || count === 0 || count > entriesAtMost || length > directoryAtMost) return undefined
  if (begin + length + endLength !== content.size) return undefined

  const listed = listEntries(await content.at(begin, length), count)
  if (!listed) return undefined
  listed.sort((one, other) => one.headerAt - other.headerAt)
  const entries: ZipEntry[] = []
  let free = 0
  for (const { headerAt, ...entry } of listed) {
    const gap = headerAt - free
    if (gap < 0 || gap > (entries.length === 0 ? 0 : descriptorAtMost)) return undefined
    const dataAt = await dataBegins(content, headerAt, entry.name)
    if (dataAt === undefined) return undefined
    free = dataAt + entry.packedBytes
    entries.push({ ...entry, dataAt })
  }
  const left = begin - free
  return left < 0 || left > descriptorAtMost ? undefined : entries
}

type Listed = Omit<ZipEntry, 'dataAt'> & { headerAt: number }

/** The central directory (APPNOTE.TXT 4.3.12), whole and to the byte. */
function listEntries(directory: Buffer, count: number): Listed[] | undefined {
  const listed: Listed[] = []
  const names = new Set<string>()
  let at = 0
  while (at < directory.length) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return undefined
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    if (!isPlainName(name) || names.has(name.toLowerCase())) return undefined
    names.add(name.toLowerCase())
    listed.push({
      name,
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: directory.readUInt32LE(at + 20),
      unpackedBytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return at === directory.length && listed.length === count ? listed : undefined
}

/** The header before an entry's bytes (4.3.7) must give it the same name. */
async function dataBegins(content: Content, headerAt: number, name: string): Promise<number | undefined> {
  const header = await content.at(headerAt, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) return undefined
  const [nameLength, extraLength] = [header.readUInt16LE(26), header.readUInt16LE(28)]
  const own = await content.at(headerAt + 30, nameLength)
  return own.toString('utf8') === name ? headerAt + 30 + nameLength + extraLength : undefined
}

function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    !/[\u0000-\u001f\u007f\\:\ufffd]/.test(name) &&
    !name.startsWith('/') &&
    !name.split('/').includes('..')
  )
}
