import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify } from '../../server/files/identify.ts'
import { docx, heic, jpeg, odt, officeParts, pdf, png, xlsx } from './honest-files.ts'
import { zip } from './zip.ts'

const look = (bytes: Buffer | string, name = 'file') =>
  identify(new Blob([new Uint8Array(Buffer.from(bytes))]), name)

describe('a file is told by its bytes', () => {
  test.each<[string, Buffer | string, string, string]>([
    ['pdf', pdf(), 'letter.pdf', 'pdf'],
    ['a PDF that ends without a line end', pdf().subarray(0, -1), 'letter.pdf', 'pdf'],
    ['jpeg', jpeg(), 'photo.jpg', 'jpeg'],
    [
      'a JPEG of a phone, with a film behind it',
      jpeg({ behind: Buffer.from('MotionPhoto_Data\u0000\u0000ftypmp42') }),
      'photo.jpg',
      'jpeg',
    ],
    ['png', png(), 'scan.png', 'png'],
    ['heic', heic(), 'IMG_0001.HEIC', 'heic'],
    ['docx', docx(), 'letter.docx', 'docx'],
    ['xlsx', xlsx(), 'table.xlsx', 'xlsx'],
    ['odt', odt(), 'letter.odt', 'odt'],
    [
      'an ODT that is not packed',
      odt({ name: 'content.xml', content: '<?xml version="1.0"?><a/>', stored: true }),
      'a.odt',
      'odt',
    ],
    ['text', 'Dear council,\r\n\tthe bin is £5 – ✓\f', 'letter.txt', 'text'],
    ['text with a byte order mark', '\ufeffDear council', 'letter.TXT', 'text'],
    ['csv', 'name,amount\n"Jones, Z",1.50\n', 'list.csv', 'csv'],
    ['a JPEG that is called PNG', jpeg(), 'photo.png', 'jpeg'],
    ['a PDF that has no name', pdf(), '', 'pdf'],
  ])('%s', async (_name, bytes, name, type) => {
    expect(await look(bytes, name)).toEqual({ kind: 'is', type })
  })

  test('pictures that others have made', async () => {
    const images = join(import.meta.dirname, '../../node_modules/govuk-frontend/dist/govuk/assets/images')
    for (const name of ['govuk-icon-180.png', 'govuk-opengraph-image.png']) {
      expect(await look(await readFile(join(images, name)), name)).toEqual({ kind: 'is', type: 'png' })
    }
  })
})

describe('what needs a password is told from what is broken', () => {
  const compound = (stream: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(70_000),
      Buffer.from(stream, 'utf16le'),
      Buffer.alloc(100),
    ])
  test.each<[string, Buffer]>([
    ['a PDF', pdf({ trailer: '/Encrypt 5 0 R' })],
    ['a PDF that says how in its trailer', pdf({ trailer: '/Encrypt<</Filter/Standard>>' })],
    ['a DOCX', compound('EncryptedPackage')],
    [
      'an archive with one such entry',
      zip([...officeParts.office, { name: 'word/document.xml', content: 'x', encrypted: true }]),
    ],
    ['an ODT', odt({ name: 'content.xml', content: Buffer.from([0x8f, 0x11, 0x3c, 0x99]), stored: true })],
    ['an ODT of LibreOffice 24', odt({ name: 'encrypted-package', content: 'x' })],
  ])('%s', async (_name, bytes) => {
    expect(await look(bytes)).toEqual({ kind: 'password-protected' })
  })

  test('an old Word document is not taken, with or without a password', async () => {
    expect(await look(compound('WordDocument'), 'letter.doc')).toEqual({ kind: 'refused', because: 'type' })
  })

  test('a PDF that only speaks of encryption needs no password', async () => {
    const speaking = pdf({ body: '3 0 obj\n(the /Encrypt entry, /Encryption and so on)\nendobj\n' })
    expect(await look(speaking)).toEqual({ kind: 'is', type: 'pdf' })
  })
})

describe('nothing is unpacked, and nothing large is held', () => {
  test('an archive that says it unpacks to terabytes is read in its directory alone', async () => {
    const bytes = docx({ name: 'word/media/a.png', content: 'x', claimedBytes: 0xfffffff0 })
    const read: number[] = []
    const blob = new Blob([new Uint8Array(bytes)])
    const watched = new Proxy(blob, {
      get(target, name) {
        const value = Reflect.get(target, name, target) as unknown
        if (name === 'slice') {
          return (from: number, to: number) => {
            read.push(Math.min(to, target.size) - from)
            return target.slice(from, to)
          }
        }
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    expect(await identify(watched, 'bomb.docx')).toEqual({ kind: 'refused', because: 'damaged' })
    expect(Math.max(...read)).toBeLessThanOrEqual(65_536)
  })

  test('whatever bytes come, there is an answer', async () => {
    const beginnings = [
      pdf(),
      png(),
      jpeg(),
      heic(),
      docx(),
      odt(),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(400),
        fc.nat(60),
        async (whole, noise, keep, position) => {
          // An honest file, cut short, with noise in it or behind it.
          const bytes = Buffer.concat([whole.subarray(0, keep), noise])
          const changed = Buffer.from(whole)
          const at = Math.min(position, changed.length)
          changed.set(noise.subarray(0, changed.length - at), at)
          for (const file of [bytes, changed]) {
            const { kind } = await look(file, 'file.txt')
            expect(['is', 'refused', 'password-protected']).toContain(kind)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a file that is cut short anywhere is not taken for a whole one', async () => {
    for (const [whole, steps] of [
      [png(), 1],
      [heic(), 1],
      [docx(), 7],
      [odt(), 7],
      [pdf().subarray(0, -1), 3],
    ] as const) {
      for (let keep = 1; keep < whole.length; keep += steps) {
        expect((await look(whole.subarray(0, keep))).kind).not.toBe('is')
      }
    }
  })
})
