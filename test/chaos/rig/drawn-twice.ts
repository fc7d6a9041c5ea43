import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** What a reference is drawn from, character by character: 30 letters and digits, or 8 digits. Other draws have other patterns. */
const pattern = [30, 30, 8, 30, 30, 30, 8, 30, 30, 30]

/** References drawn so far; more than there are submissions by as many as were taken already. */
export interface Drawn {
  references: number
}

/**
 * Spoils this process's random numbers: of four references drawn, three are the one that was drawn last, so that every submission
 * meets a reference that is taken, three times over.
 */
export function drawReferencesTwice(): Drawn {
  const fair = crypto.randomInt as (below: number) => number
  let last: number[] = []
  let drawing: number[] = []
  const drawn: Drawn = { references: 0 }
  crypto.randomInt = ((below: number) => {
    if (pattern[drawing.length] !== below) drawing = []
    const repeats = last.length > 0 && pattern[drawing.length] === below && drawn.references % 4 !== 3
    const number = repeats ? last[drawing.length]! : fair(below)
    drawing.push(number)
    if (drawing.length === pattern.length) {
      last = drawing
      drawing = []
      drawn.references++
    }
    return number
  }) as typeof crypto.randomInt
  syncBuiltinESMExports()
  return drawn
}
