import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { londonDay } from '../../../server/clock.ts'
import { endOfDay, readDay, startOfDay } from '../../../server/web/officer/payments/london-days.ts'
import { readSearch } from '../../../server/web/officer/payments/search.ts'

const search = (typed: Record<string, string>) => readSearch((name) => typed[name], ['sandbox', 'govuk-pay'])
const messages = (typed: Record<string, string>) => search(typed).problems.map(({ message }) => message)

describe('the days of a search', () => {
  test.each([
    ['17/5/2026', '2026-05-17'],
    ['17 05 2026', '2026-05-17'],
    ['17.5.2026', '2026-05-17'],
    [' 2026-05-17 ', '2026-05-17'],
    ['29/2/2028', '2028-02-29'],
  ])('%s is a day', (typed, day) => {
    expect(readDay(typed)).toBe(day)
  })

  test.each([
    '',
    '1',
    '29/2/2026',
    '31/4/2026',
    '0/1/2026',
    '1/13/2026',
    '1/1/26',
    '1/1/9999',
    '1/1/0026',
    'x',
  ])('‘%s’ is none', (typed) => {
    expect(readDay(typed)).toBeUndefined()
  })

  test.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z'],
    ['2026-07-15', '2026-07-14T23:00:00.000Z', '2026-07-15T23:00:00.000Z'],
    // The clocks go forward and back: days of 23 and of 25 hours.
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('%s begins and ends in Europe/London', (day, start, end) => {
    expect(startOfDay(day).toISOString()).toBe(start)
    expect(endOfDay(day).toISOString()).toBe(end)
  })

  test('an instant belongs to its London day and to no other', () => {
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2029-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (instant) => {
        const day = londonDay(instant)
        return startOfDay(day) <= instant && instant < endOfDay(day)
      }),
    )
  })
})

describe('what is typed into the search', () => {
  test('both days are searched whole', () => {
    const { filter, problems } = search({ from: '1/7/2026', to: '1/7/2026' })
    expect(problems).toEqual([])
    expect(filter).toEqual({
      from: new Date('2026-06-30T23:00:00Z'),
      before: new Date('2026-07-01T23:00:00Z'),
    })
  })

  test.each(['25', '£25.00', ' 25.0 ', '25.00'])('%s is £25.00', (amount) => {
    expect(search({ amount }).filter).toEqual({ amountPence: 2500 })
  })

  test.each(['x', '25.001', '-1', '0', '1e3', '0.00', '25p', '1,23'])(
    'the amount ‘%s’ is explained',
    (amount) => {
      expect(messages({ amount })).toEqual(['Enter an amount in pounds, like 25 or 25.50'])
    },
  )

  test('an amount that no payment can have is explained', () => {
    expect(messages({ amount: '999999999999' })).toEqual(['Enter an amount of £1,000,000.00 or less'])
  })

  test('days that are none, or the wrong way round, are explained', () => {
    expect(messages({ from: '31/2/2026', to: 'yesterday' })).toEqual([
      'Enter the first day, like 17/5/2026',
      'Enter the last day, like 17/5/2026',
    ])
    expect(messages({ from: '2/1/2026', to: '1/1/2026' })).toEqual([
      'The last day must be the same as or after the first day',
    ])
  })

  test.each(['nonsense', '__proto__', 'constructor', ''])('the choice ‘%s’ counts as none', (value) => {
    expect(search({ state: value, gateway: value, channel: value })).toMatchObject({
      filter: {},
      problems: [],
    })
  })

  test.each(['text', 'amount', 'from', 'to'])('a card number in %s is not kept', (box) => {
    for (const typed of ['4111111111111111', '4111 1111 1111 1111', 'card 4111-1111-1111-1111 please']) {
      const read = search({ [box]: typed })
      expect(read.cardNumber, typed).toBe(true)
      expect(JSON.stringify(read)).not.toContain('1111')
    }
  })

  test.each(['BW-7K2M4P6RTX', '07700 900123', '100012345678', 'ada@example.org', '%', '\u0000'])(
    '%j may be searched for',
    (text) => {
      expect(search({ text })).toMatchObject({ cardNumber: false, problems: [] })
    },
  )

  test('nothing that anybody types makes it fail', () => {
    const typed = fc.dictionary(
      fc.constantFrom('text', 'amount', 'from', 'to', 'state', 'gateway', 'channel'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(fc.property(typed, (fields) => search(fields).fields !== undefined))
  })
})
