/**
 * How long a text message is. Networks carry it in parts of 160 characters of the GSM alphabet, or 70 when it has any other
 * character; in a message of several parts each loses a few (3GPP TS 23.038 and 23.040). Each part is charged as a message.
 */
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Each counts as two characters. */
const gsmExtended = new Set('^{}\\[~]|€\f')

const lengths = { gsm: { single: 160, several: 153 }, other: { single: 70, several: 67 } }

/** Parts that a text message takes. */
export function textParts(text: string): number {
  let units = 0
  for (const character of text) {
    if (gsm.has(character)) units += 1
    else if (gsmExtended.has(character)) units += 2
    else return partsOf(text.length, lengths.other)
  }
  return partsOf(units, lengths.gsm)
}

function partsOf(units: number, { single, several }: { single: number; several: number }): number {
  return units <= single ? 1 : Math.ceil(units / several)
}

const plain: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
}

/** Typographic marks as the GSM alphabet has them: one curly quote would more than double the price. Letters stay as they are spelt. */
export function plainMarks(text: string): string {
  return text.replace(/[‘’“”–—…\u00a0]/g, (mark) => plain[mark]!)
}

/**
 * Words cut so that the whole text takes no more than so many parts, if cutting them is enough. What else the text holds (a link, an
 * amount) stays whole.
 */
export function fitInParts(words: string, partsAtMost: number, write: (words: string) => string): string {
  const characters = [...words]
  let text = write(words)
  for (let kept = characters.length - 1; textParts(text) > partsAtMost && kept > 0; kept--) {
    text = write(`${characters.slice(0, kept).join('').trimEnd()}...`)
  }
  return text
}
