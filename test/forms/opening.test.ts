import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../../form-schemas/parse.ts'
import { closesAt, openingOf, openingProblems, opensAt, sayMoment } from '../../server/forms/opening.ts'
import permit from '../support/permit.json' with { type: 'json' }

const at = (instant: string) => new Date(instant)

describe('a form', () => {
  test('without opening times or limit is always open', () => {
    for (const settings of [undefined, {}])
      expect(openingOf(settings, 1_000_000, at('2026-11-22T10:00:00Z')).kind).toBe('open')
  })

  test('opens at its minute in London and not a millisecond before', () => {
    const settings = { opens: '2026-07-01T09:00' }
    expect(openingOf(settings, 0, at('2026-07-01T07:59:59.999Z'))).toEqual({
      kind: 'not-yet',
      opens: '2026-07-01T09:00',
    })
    expect(openingOf(settings, 0, at('2026-07-01T08:00:00Z'))).toEqual({ kind: 'open' })
  })

  test('closes when its last minute has passed: until 23:59 means to the end of the day', () => {
    const settings = { closes: '2026-12-31T23:59' }
    expect(openingOf(settings, 0, at('2026-12-31T23:59:59.999Z'))).toEqual({ kind: 'open' })
    expect(openingOf(settings, 0, at('2027-01-01T00:00:00Z'))).toEqual({
      kind: 'closed',
      closed: '2026-12-31T23:59',
    })
  })

  test('is full at its limit; before it opens and after it closed, that is what is said', () => {
    const settings = { opens: '2026-07-01T09:00', closes: '2026-07-31T17:00', limit: 50 }
    const during = at('2026-07-10T12:00:00Z')
    expect(openingOf(settings, 49, during)).toEqual({ kind: 'open' })
    expect(openingOf(settings, 50, during)).toEqual({ kind: 'full' })
    expect(openingOf(settings, 51, during)).toEqual({ kind: 'full' })
    expect(openingOf(settings, 50, at('2026-06-30T12:00:00Z')).kind).toBe('not-yet')
    expect(openingOf(settings, 50, at('2026-08-01T12:00:00Z')).kind).toBe('closed')
  })
})

describe('when the clocks change', () => {
  test.each([
    // Winter and summer.
    ['2026-01-15T09:00', '2026-01-15T09:00:00Z', '2026-01-15T09:01:00Z'],
    ['2026-06-15T09:00', '2026-06-15T08:00:00Z', '2026-06-15T08:01:00Z'],
    // 29 March 2026: 01:00 to 01:59 do not exist, so they pass as the clocks jump.
    ['2026-03-29T00:59', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:00', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:30', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:59', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    ['2026-03-29T02:00', '2026-03-29T01:00:00Z', '2026-03-29T01:01:00Z'],
    // 25 October 2026: 01:00 to 01:59 come twice. It opens at the first and closes after the second.
    ['2026-10-25T00:59', '2026-10-24T23:59:00Z', '2026-10-25T00:00:00Z'],
    ['2026-10-25T01:30', '2026-10-25T00:30:00Z', '2026-10-25T01:31:00Z'],
    ['2026-10-25T01:59', '2026-10-25T00:59:00Z', '2026-10-25T02:00:00Z'],
    ['2026-10-25T02:00', '2026-10-25T02:00:00Z', '2026-10-25T02:01:00Z'],
  ])('%s opens at %s and closes at %s', (moment, opens, closes) => {
    expect(opensAt(moment)).toEqual(at(opens))
    expect(closesAt(moment)).toEqual(at(closes))
  })

  test('a form that opened stays open until it closes, whatever the clocks do', () => {
    const start = Date.parse('2026-01-01T00:00:00Z')
    const minute = fc.integer({ min: 0, max: 365 * 24 * 60 })
    const moment = minute.map((m) => new Date(start + m * 60_000).toISOString().slice(0, 16))
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.array(minute, { minLength: 1, maxLength: 20 }),
        (opens, closes, asked) => {
          const seen = asked
            .sort((a, b) => a - b)
            .map((m) => openingOf({ opens, closes }, 0, new Date(start + m * 60_000)).kind)
          const order = ['not-yet', 'open', 'closed']
          const places = seen.map((kind) => order.indexOf(kind))
          expect(places).toEqual([...places].sort((a, b) => a - b))
        },
      ),
    )
  })
})

test('a form that closes before it opens is a problem, with both times in words', () => {
  expect(openingProblems({ opens: '2026-07-01T09:00', closes: '2026-07-01T08:30' })).toEqual([
    {
      pointer: '/settings/closes',
      message:
        'The form would never be open: it closes (8:30am on 1 July 2026) before it opens (9am on 1 July 2026)',
    },
  ])
  expect(openingProblems({ opens: '2026-07-01T09:00', closes: '2026-07-01T09:00' })).toEqual([])
  expect(openingProblems({ opens: '2026-07-01T09:00' })).toEqual([])
})

test.each([
  ['2026-04-01T00:00', 'midnight on 1 April 2026', 'hanner nos ar 1 Ebrill 2026'],
  ['2026-04-01T00:05', '12:05am on 1 April 2026', '12:05yb ar 1 Ebrill 2026'],
  ['2026-04-01T09:00', '9am on 1 April 2026', '9yb ar 1 Ebrill 2026'],
  ['2026-04-01T12:00', 'midday on 1 April 2026', 'hanner dydd ar 1 Ebrill 2026'],
  ['2026-04-01T17:30', '5:30pm on 1 April 2026', '5:30yp ar 1 Ebrill 2026'],
])('%s is said as %s', (moment, english, welsh) => {
  expect(sayMoment(moment)).toBe(english)
  expect(sayMoment(moment, 'cy')).toBe(welsh)
})

test.each([
  '2026-02-30T09:00',
  '2026-04-01T24:00',
  '2026-04-01 09:00',
  '2026-04-01',
  'soon',
  '2026-04-01T09:00Z',
])('a document with %s for a time never gets this far', (opens) => {
  expect(parseDocument({ ...permit, settings: { opens } }).ok).toBe(false)
})
