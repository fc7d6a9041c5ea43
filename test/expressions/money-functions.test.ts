import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { band, percent, roundHalfUp } from '../../server/expressions/money-functions.ts'

describe('$percent', () => {
  it('is what exact integers give, halves away from zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        (pence, thousandths) => {
          // thousandths of a percent: the product over 100,000, computed apart from the code under test.
          const product = BigInt(pence) * BigInt(thousandths)
          const size = product < 0n ? -product : product
          const rounded = (2n * size + 100_000n) / 200_000n
          const exact = Number(product < 0n ? -rounded : rounded)
          expect(percent(pence, thousandths / 1000)).toBe(exact === 0 ? 0 : exact)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('rounds up, down and half to even when asked', () => {
    expect(percent(250, 1)).toBe(3)
    expect(percent(250, 1, 'half-even')).toBe(2)
    expect(percent(350, 1, 'half-even')).toBe(4)
    expect(percent(250, 1, 'down')).toBe(2)
    expect(percent(201, 1, 'up')).toBe(3)
    expect(percent(-250, 1)).toBe(-3)
    expect(percent(-201, 1, 'up')).toBe(-3)
    expect(percent(-299, 1, 'down')).toBe(-2)
  })

  it('keeps between down and up, and a whole percentage of a whole hundred exact', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(100_000), (pence, hundredths) => {
        const [down, up] = [percent(pence, hundredths / 100, 'down'), percent(pence, hundredths / 100, 'up')]
        for (const mode of ['half-up', 'half-even'])
          expect([down, up]).toContain(percent(pence, hundredths / 100, mode))
        expect(up - down).toBeLessThanOrEqual(1)
        expect(percent(pence * 100, 20)).toBe(pence * 20)
      }),
    )
  })

  it.each([
    [12.5, 20],
    ['1250', 20],
    [null, 20],
    [undefined, 20],
    [1250, null],
    [1250, '20'],
    [1250, Number.NaN],
    [1250, Number.POSITIVE_INFINITY],
    [Number.MAX_SAFE_INTEGER, 100_000],
    [1250, 20, 'sideways'],
  ])('refuses %j of %j', (...given) => {
    expect(() => percent(...(given as [unknown, unknown]))).toThrow(/percent/)
  })

  it('takes tiny and huge percentages as they are written', () => {
    expect(percent(1_000_000_000, 1e-7)).toBe(1)
    expect(percent(1, 1e6)).toBe(10_000)
  })
})

describe('$roundHalfUp', () => {
  it.each([
    [2.5, 0, 3],
    [1262.5, 0, 1263],
    [-2.5, 0, -3],
    [1.005, 2, 1.01],
    [2.4999, 0, 2],
    [1e-7, 0, 0],
    [7, 2, 7],
    [0.1 + 0.2, 2, 0.3],
  ])('%j to %j places is %j', (number, places, rounded) => expect(roundHalfUp(number, places)).toBe(rounded))

  it('agrees with whole numbers of tenths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (tenths) => {
        expect(roundHalfUp(tenths / 10)).toBe(Math.floor((tenths + 5) / 10))
      }),
    )
  })

  it('refuses what is not a number, and places that are not', () => {
    for (const given of ['1', null, undefined, Number.NaN])
      expect(() => roundHalfUp(given)).toThrow(/needs a number/)
    for (const places of [-1, 11, 0.5, '2']) expect(() => roundHalfUp(1.5, places)).toThrow(/places/)
  })
})

describe('$band', () => {
  const table = [{ upTo: 3, pence: 2500 }, { upTo: 6, pence: 5000 }, { value: 'ask us' }]

  it('takes the first band whose end is not passed, ends included', () => {
    expect([0, 3, 3.5, 6, 7].map((value) => band(value, table))).toEqual([2500, 2500, 5000, 5000, 'ask us'])
  })

  it('says which band is wrong, and when the value is above the last', () => {
    expect(() => band(7, table.slice(0, 2))).toThrow('7 is above the last band (6).')
    expect(() => band(5, [{ upTo: 6, pence: 1 }, { upTo: 6, pence: 2 }, { pence: 3 }])).not.toThrow()
    expect(() =>
      band(9, [
        { upTo: 6, pence: 1 },
        { upTo: 6, pence: 2 },
      ]),
    ).toThrow('Band 2 needs an ‘upTo’ above')
    expect(() => band(1, [{ upTo: 6 }])).toThrow('Band 1 has neither')
    for (const junk of [undefined, null, 'x', [1], [null, 1], []]) expect(() => band(1, junk)).toThrow()
    for (const value of [undefined, null, '3', Number.NaN])
      expect(() => band(value, table)).toThrow(/looks up a number/)
  })
})
