import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPence, parsePounds, pence } from '../../server/money.ts'

describe('money', () => {
  test.each([
    [2500, '£25.00'],
    [5, '£0.05'],
    [-125050, '-£1,250.50'],
    [0, '£0.00'],
    [100000000, '£1,000,000.00'],
  ])('%i pence reads %s', (value, text) => {
    expect(formatPence(value)).toBe(text)
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '25', null, undefined])(
    '%s is refused',
    (value) => {
      expect(() => pence(value)).toThrow('not a whole number of pence')
    },
  )

  test('what is shown reads back as the same pence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        (value) => parsePounds(formatPence(value)) === value,
      ),
    )
  })

  test.each(['', 'abc', '1.234', '1,23', '£', '1e3', '--5', '12.', '.5', '99999999999999'])(
    '%s is not an amount',
    (text) => {
      expect(parsePounds(text)).toBeUndefined()
    },
  )
})
