import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * DejaVu Sans Condensed has Welsh with its circumflexes, and the letters of most names: Latin, Greek, Cyrillic, Arabic, Hebrew. It may be
 * embedded and passed on freely. Read once: each PDF embeds only the letters that it shows.
 */
function fontFile(name: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
}

let files: { regular: Buffer; bold: Buffer } | undefined

export function fonts(): { regular: Buffer; bold: Buffer } {
  files ??= { regular: fontFile('DejaVuSansCondensed'), bold: fontFile('DejaVuSansCondensed-Bold') }
  return files
}
