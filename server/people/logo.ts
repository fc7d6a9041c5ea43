/** What is known of a logo without looking at its bytes. `hash` is of the bytes, and part of its address. */
export interface LogoImage {
  hash: string
  type: 'image/png' | 'image/jpeg' | 'image/webp'
  /** Pixels. */
  width: number
  height: number
}

export const largestLogo = 200 * 1024
const mostPixels = 4000

export type ReadLogo =
  | ({ kind: 'image' } & Omit<LogoImage, 'hash'>)
  /** In an officer's words. */
  | { kind: 'refused'; message: string }

/**
 * What an uploaded logo is, by its bytes and never by its name. Pictures that can hold scripts (SVG) are refused with everything else
 * that is none of the three.
 */
export function readLogo(bytes: Uint8Array): ReadLogo {
  if (bytes.length === 0) return refused('The file is empty')
  if (bytes.length > largestLogo) return refused('The logo must be 200 kB or smaller')
  const image = readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes)
  if (!image) return refused('The logo must be a PNG, JPEG or WebP picture')
  const { width, height } = image
  if (width < 1 || height < 1 || width > mostPixels || height > mostPixels) {
    return refused(`The logo must be at least 1 and at most ${mostPixels} pixels wide and high`)
  }
  return { kind: 'image', ...image }
}

const refused = (message: string): ReadLogo => ({ kind: 'refused', message })

type Found = Omit<LogoImage, 'hash'> | undefined

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const ascii = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length))
const startsWith = (bytes: Uint8Array, start: number[]) => start.every((byte, at) => bytes[at] === byte)

/** Signature, then the IHDR chunk (PNG, W3C third edition, sections 5.2 and 11.2.1). */
function readPng(bytes: Uint8Array): Found {
  if (!startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || bytes.length < 33)
    return undefined
  if (ascii(bytes, 12, 4) !== 'IHDR') return undefined
  return { type: 'image/png', width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) }
}

/** Segments up to the start of frame, which has the size (ITU-T T.81, annex B). */
function readJpeg(bytes: Uint8Array): Found {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return undefined
  const data = view(bytes)
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { type: 'image/jpeg', height: data.getUint16(at + 5), width: data.getUint16(at + 7) }
    const length = data.getUint16(at + 2)
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}

/** A RIFF container with a VP8, VP8L or VP8X chunk first (RFC 9649, section 2). */
function readWebp(bytes: Uint8Array): Found {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return undefined
  const data = view(bytes)
  const image = (width: number, height: number): Found => ({ type: 'image/webp', width, height })
  switch (ascii(bytes, 12, 4)) {
    case 'VP8 ':
      return image(data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff)
    case 'VP8L': {
      const bits = data.getUint32(21, true)
      return image((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8X': {
      const three = (at: number) => data.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16) + 1
      return image(three(24), three(27))
    }
    default:
      return undefined
  }
}
