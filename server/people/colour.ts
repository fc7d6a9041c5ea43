/** Words of a header are white on the brand's colour (WCAG 2.2, 1.4.3), and its edges stand on a white page (1.4.11). */
export const leastForWords = 4.5
export const leastForEdges = 3

/** `#rrggbb` in lower case from what was typed, also `#RGB` and without the sign; undefined when it is no such colour. */
export function readColour(typed: string): string | undefined {
  const digits = typed.trim().replace(/^#/, '').toLowerCase()
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`
  if (/^[0-9a-f]{3}$/.test(digits)) return `#${[...digits].map((digit) => digit + digit).join('')}`
  return undefined
}

/** Contrast of a colour (`#rrggbb`) with white, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
export function contrastWithWhite(colour: string): number {
  return 1.05 / (luminance(channels(colour)) + 0.05)
}

/** The colour itself when white words can be read on it, else the same hue darkened until they can. */
export function darkEnough(colour: string): string {
  const wanted = channels(colour)
  let step = 256
  for (;;) {
    const darker = hex(wanted.map((value) => Math.floor((value * step) / 256)))
    if (contrastWithWhite(darker) >= leastForWords) return darker
    step -= 1
  }
}

/** Why the colour cannot be used, in an officer's words; undefined when it can. */
export function colourProblem(colour: string): string | undefined {
  const ratio = contrastWithWhite(colour)
  if (ratio >= leastForWords) return undefined
  const edges = ratio < leastForEdges ? ' Its edges could not be seen on a white page either.' : ''
  return (
    `White words could not be read on ${colour}: the contrast is ${shown(ratio)} to 1 and must be at least ${leastForWords} to 1.` +
    `${edges} A darker one of the same hue that can be read is ${darkEnough(colour)}`
  )
}

/** Cut, not rounded: 4.499 must not be said to be 4.5. */
function shown(ratio: number): string {
  return String(Math.floor(ratio * 10) / 10)
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

function hex(values: number[]): string {
  return `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(values: number[]): number {
  const [red = 0, green = 0, blue = 0] = values.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
