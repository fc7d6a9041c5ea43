import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { colourProblem, contrastWithWhite, darkEnough, readColour } from '../../server/people/colour.ts'

test.each([
  ['#ffffff', 1],
  ['#000000', 21],
  // Worked examples of the WCAG: the first grey that passes on white, and the last that does not.
  ['#767676', 4.54],
  ['#777777', 4.48],
  ['#0000ff', 8.59],
  ['#1d70b8', 5.17],
])('the contrast of %s with white is %d to 1', (colour, ratio) => {
  expect(contrastWithWhite(colour)).toBeCloseTo(ratio, 2)
})

test.each([
  ['#1D4F91', '#1d4f91'],
  ['1d4f91', '#1d4f91'],
  [' #Fa0 ', '#ffaa00'],
])('%s is read as %s', (typed, colour) => {
  expect(readColour(typed)).toBe(colour)
})

test.each([
  '',
  'blue',
  '#12345',
  '#1234567',
  'rgb(1,2,3)',
  '#1d4f91;}*{color:red',
  '#gggggg',
  'url(//evil.example)',
  '#1d4f91\n#fff',
  '١٢٣٤٥٦',
])('%j is no colour', (typed) => {
  expect(readColour(typed)).toBeUndefined()
})

describe('a colour on which white words cannot be read', () => {
  test('is refused with its contrast, cut and never rounded up, and a darker one that can be read', () => {
    expect(colourProblem('#777777')).toBe(
      'White words could not be read on #777777: the contrast is 4.4 to 1 and must be at least 4.5 to 1. A darker one of the same hue that can be read is #767676',
    )
    expect(colourProblem('#ffdd00')).toContain('Its edges could not be seen on a white page either.')
    expect(colourProblem('#767676')).toBeUndefined()
  })

  test('has a suggestion that is itself accepted, is no lighter, and leaves a good colour as it is', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colour, (given) => {
        const suggested = darkEnough(given)
        expect(colourProblem(suggested)).toBeUndefined()
        expect(contrastWithWhite(suggested)).toBeGreaterThanOrEqual(contrastWithWhite(given))
        if (colourProblem(given) === undefined) expect(suggested).toBe(given)
      }),
    )
  })
})
