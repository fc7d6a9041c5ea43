import { crc32, deflateSync } from 'node:zlib'
import { type ZipPart, zip } from './zip.ts'

/** Small files that are what they say they are. */

export function pdf({ trailer = '', body = '' } = {}): Buffer {
  return Buffer.from(
    `%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n${body}xref\n0 3\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R${trailer}>>\nstartxref\n120\n%%EOF\n`,
    'latin1',
  )
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const named = Buffer.concat([Buffer.from(name), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([head, named, sum])
}

export function png({ text = '', filling = 0 } = {}): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(text ? [chunk('tEXt', Buffer.from(`Comment\u0000${text}`, 'latin1'))] : []),
    ...(filling ? [chunk('teSt', Buffer.alloc(filling, 0x41))] : []),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

export function jpeg({ comment = '', behind = Buffer.alloc(0) as Buffer, frame = true } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\u0000\u0001\u0001\u0000\u0000\u0001\u0000\u0001\u0000\u0000', 'latin1')),
    ...(comment ? [segment(0xfe, Buffer.from(comment, 'latin1'))] : []),
    ...(frame ? [segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0]))] : []),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
    behind,
  ])
}

function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length + 8)
  return Buffer.concat([head, Buffer.from(name), content])
}

export function heic({ brand = 'heic', media = Buffer.from('picture') as Buffer } = {}): Buffer {
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\u0000\u0000\u0000\u0000mif1heic`, 'latin1')),
    box('meta', Buffer.alloc(40)),
    box('mdat', media),
  ])
}

const office: ZipPart[] = [
  { name: '[Content_Types].xml', content: '<Types/>' },
  { name: '_rels/.rels', content: '<Relationships/>' },
  { name: 'docProps/app.xml', content: '<Properties/>' },
]
const textual: ZipPart[] = [
  { name: 'word/document.xml', content: '<w:document/>' },
  { name: 'word/media/image1.png', content: png(), stored: true },
]
const tabular: ZipPart[] = [
  { name: 'xl/workbook.xml', content: '<workbook/>' },
  { name: 'xl/worksheets/sheet1.xml', content: '<worksheet/>' },
  { name: 'xl/printerSettings/printerSettings1.bin', content: 'DEVMODE' },
]

export function docx(...more: ZipPart[]): Buffer {
  return zip([...office, ...textual, ...more])
}

export function xlsx(...more: ZipPart[]): Buffer {
  return zip([...office, ...tabular, ...more])
}

export function odt(...more: ZipPart[]): Buffer {
  return zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true },
    { name: 'META-INF/manifest.xml', content: '<manifest:manifest/>' },
    ...(more.some(({ name }) => name === 'content.xml')
      ? []
      : [{ name: 'content.xml', content: '<office:document-content/>' }]),
    ...more,
  ])
}

export const officeParts = { office, textual, tabular }
