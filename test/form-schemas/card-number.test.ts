import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { looksLikeCardNumber } from '../../form-schemas/card-number.ts'

const luhn = (digits: string) => {
  const sum = [...digits].reverse().reduce((all, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return all + (n > 9 ? n - 9 : n)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

describe('A card number is found', () => {
  it.each([
    '4111111111111111',
    'my card is 4111 1111 1111 1111.',
    '4111-1111-1111-1111',
    '3782 822463 10005',
    '5555.5555.5555.4444',
    'ref 12 4111 1111 1111 1111 123',
    '6011 0009 9013 9424',
    '4222222222222',
  ])('in %s', (text) => expect(looksLikeCardNumber(text)).toBe(true))

  it('whatever its scheme and its spaces', () => {
    const card = fc
      .tuple(fc.constantFrom('4', '51', '55', '2221', '2720'), digits(16))
      .map(([start, rest]) => luhn((start + rest).slice(0, 15)))
    fc.assert(
      fc.property(
        card,
        fc.constantFrom('', ' ', '-'),
        fc.constantFrom('', 'card: ', 'order 17, '),
        (number, space, before) => {
          const grouped = number.match(/\d{4}/g)!.join(space)
          expect(looksLikeCardNumber(`${before}${grouped} thanks`)).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('No card number is found', () => {
  it.each([
    '4111111111111112',
    '07700 900982',
    '+44 7700 900982',
    '0044 7700 900 982',
    '100023336956',
    '07700 900982, 07700 900983 or 01632 960001',
    '2024 2025 2026 2027 2028 2029',
    'BW-7K3M9QXT2A',
    '1'.repeat(25),
  ])('in %s', (text) => expect(looksLikeCardNumber(text)).toBe(false))

  it('in references, UPRNs and numbers of 12 digits or fewer', () => {
    const reference = fc.integer({ min: 1, max: 12 }).chain(digits)
    fc.assert(
      fc.property(reference, (text) => {
        expect(looksLikeCardNumber(`Ref ${text}.`)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})

test('More digits than any answer may have are looked at in no time', () => {
  const begun = performance.now()
  looksLikeCardNumber('4 '.repeat(20_000))
  looksLikeCardNumber('4'.repeat(100_000))
  expect(performance.now() - begun).toBeLessThan(1000)
})
