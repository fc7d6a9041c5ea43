import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import { type FileType, fileTypes } from './file-type.ts'

export const nameAtMost = 100

const forbidden = /[<>:"|?*\\/\u0085\u061c\ufffd]/g
/** Names that Windows keeps for itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

const allEndings = new Set(Object.values(fileTypes).flatMap(({ endings }) => endings))

/**
 * What a file is called from now on: the last part of what it was called, without characters that hide, break or lead elsewhere, at
 * most 100 long, with the ending of what it is. "..\..\invoice.pdf.exe" that is a PDF becomes "invoice.pdf.exe.pdf".
 */
export function cleanName(claimed: string, type: FileType): string {
  const [ending] = fileTypes[type].endings
  const line = cleanLine(lastPart(claimed).slice(0, 1_000)).replace(forbidden, '-')
  const own = /\.([^.]*)$/.exec(line)?.[1]?.toLowerCase() ?? ''
  const isRight = fileTypes[type].endings.includes(own)
  // A picture whose ending is only that of another type we take is called by its right one.
  const stem = isRight || allEndings.has(own) ? line.slice(0, -own.length - 1) : line
  const kept = isRight ? own : ending
  const plain = stem.replace(/^[.\s]+|[.\s]+$/g, '') || 'file'
  const safe = reserved.test(plain) ? `_${plain}` : plain
  const cut = [...safe]
    .slice(0, nameAtMost - kept!.length - 1)
    .join('')
    .trimEnd()
  return `${cut}.${kept}`
}

/** In small letters, without the dot; empty when there is none. */
export function endingOf(claimed: string): string {
  return /\.([^.\s]{1,10})\s*$/.exec(lastPart(claimed))?.[1]?.toLowerCase() ?? ''
}

function lastPart(claimed: string): string {
  return claimed.split(/[/\\]/).at(-1) ?? ''
}
