import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newReference, normaliseReference } from '../../server/submissions/reference-number.ts'

describe('a reference', () => {
  test('has ten characters that cannot be taken for one another, with digits third and seventh', () => {
    for (let n = 0; n < 2000; n++) {
      expect(newReference()).toMatch(/^[2-9A-HJ-NPR-Y]{2}[2-9][2-9A-HJ-NPR-Y]{3}[2-9][2-9A-HJ-NPR-Y]{3}$/)
    }
  })

  test('does not repeat in 100,000', () => {
    // 8e12 combinations: the chance of one repeat here is below 0.1%.
    expect(new Set(Array.from({ length: 100_000 }, () => newReference())).size).toBe(100_000)
  })

  test('is found however it is typed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(' ', '-', ' - '),
        fc.boolean(),
        (place, gap, lower) => {
          const reference = newReference()
          const typed = `${reference.slice(0, place)}${gap}${reference.slice(place)}`
          expect(normaliseReference(lower ? typed.toLowerCase() : typed)).toBe(reference)
        },
      ),
    )
  })
})
