import { describe, expect, test } from 'vitest'
import { largestLogo, readLogo } from '../../server/people/logo.ts'
import { pngLogo } from './a-brand.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  )

/** Start of image, an application segment, a comment, and the start of a progressive frame of 300 × 120 pixels. */
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe0, 0, 16],
  'JFIF\0\x01\x01\0\0\x01\0\x01\0\0',
  [0xff, 0xfe, 0, 6],
  'note',
  [0xff, 0xc2, 0, 17, 8, 0, 120, 1, 44, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
)
const webp = (chunk: string, body: number[]) =>
  bytes('RIFF', [50, 0, 0, 0], 'WEBP', chunk, [30, 0, 0, 0], body, Array(20).fill(0))

describe('a logo', () => {
  test.each([
    ['PNG', pngLogo(240, 60), { type: 'image/png', width: 240, height: 60 }],
    ['JPEG', jpeg, { type: 'image/jpeg', width: 300, height: 120 }],
    [
      'lossy WebP',
      webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x2c, 0x01, 0x78, 0x00]),
      { type: 'image/webp', width: 300, height: 120 },
    ],
    [
      'lossless WebP',
      webp('VP8L', [0x2f, 0x2b, 0xc1, 0x1d, 0x00]),
      { type: 'image/webp', width: 300, height: 120 },
    ],
    [
      'extended WebP',
      webp('VP8X', [0, 0, 0, 0, 0x2b, 0x01, 0, 0x77, 0, 0]),
      { type: 'image/webp', width: 300, height: 120 },
    ],
  ])('is known as %s by its bytes, with its size', (_name, given, image) => {
    expect(readLogo(given)).toEqual({ kind: 'image', ...image })
  })

  test('may have 200 kB and not a byte more', () => {
    const most = new Uint8Array(largestLogo)
    most.set(pngLogo())
    expect(readLogo(most).kind).toBe('image')
    const more = new Uint8Array(largestLogo + 1)
    more.set(pngLogo())
    expect(readLogo(more)).toEqual({ kind: 'refused', message: 'The logo must be 200 kB or smaller' })
  })

  test.each([
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG after an XML declaration', bytes('<?xml version="1.0"?><svg><script>alert(1)</script></svg>')],
    ['HTML', bytes('<!doctype html><script>alert(1)</script>')],
    ['GIF', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0])],
    ['a PDF', bytes('%PDF-1.7\n')],
    ['a BMP', bytes('BM', Array(60).fill(0))],
    ['the beginning of a PNG and no more', pngLogo().subarray(0, 20)],
    [
      'a PNG whose first chunk is not its header',
      bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'tEXt', Array(40).fill(0)),
    ],
    ['the beginning of a JPEG and no more', jpeg.subarray(0, 12)],
    ['a JPEG whose segment has no length', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0], Array(60).fill(0))],
    ['HTML behind the first bytes of a JPEG', bytes([0xff, 0xd8, 0xff], '<script>alert(1)</script>')],
    ['a RIFF that is a sound', bytes('RIFF', [50, 0, 0, 0], 'WAVEfmt ', Array(40).fill(0))],
    ['a WebP of an unknown kind', webp('EVIL', [0, 0])],
  ])('is refused when it is %s', (_name, given) => {
    expect(readLogo(given)).toEqual({
      kind: 'refused',
      message: 'The logo must be a PNG, JPEG or WebP picture',
    })
  })

  test('is refused when it is empty, has no pixels or would have too many', () => {
    expect(readLogo(new Uint8Array())).toEqual({ kind: 'refused', message: 'The file is empty' })
    for (const size of [pngLogo(0, 10), pngLogo(10, 0), pngLogo(4001, 1), pngLogo(0xffffffff, 0xffffffff)]) {
      expect(readLogo(size)).toMatchObject({ kind: 'refused', message: expect.stringContaining('pixels') })
    }
  })

  test('never makes reading fail, whatever its bytes are', () => {
    for (const start of [pngLogo(), jpeg, webp('VP8X', [0])]) {
      for (let length = 0; length <= start.length; length++)
        expect(() => readLogo(start.subarray(0, length))).not.toThrow()
    }
  })
})
