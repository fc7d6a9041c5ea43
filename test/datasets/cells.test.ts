import { describe, expect, test } from 'vitest'
import { networkOf } from '../../server/datasets/caller.ts'
import { readCell } from '../../server/datasets/cell.ts'
import { guardedEnough, readColumns, shownColumns } from '../../server/datasets/column.ts'
import { type Comparison, formOf } from '../../server/datasets/comparison.ts'
import { BadInput } from '../../server/errors.ts'

describe('cells', () => {
  test.each([
    ['pence', '1,250.50', 125_050],
    ['pence', ' £0.07 ', 7],
    ['pence', '-12.30', -1230],
    ['pence', '19.99', 1999],
    ['pence', '', null],
    ['date', '22/11/2026', '2026-11-22'],
    ['date', '1/2/2026', '2026-02-01'],
    ['date', '2026-11-22', '2026-11-22'],
    ['date', '22/11/2026 00:00:00', '2026-11-22'],
    ['flag', 'Y', true],
    ['flag', 'False', false],
    ['flag', '', null],
    ['text', '  Two\u0000  words\u202e\r\n ', 'Two words'],
  ] as const)('of kind %s read %j as %j', (kind, text, value) => {
    expect(readCell(kind, text)).toEqual({ ok: true, value })
  })

  test.each([
    ['pence', '12.345', /amount of pounds/],
    ['pence', '1.250,50', /amount of pounds/],
    ['pence', '=1+1', /amount of pounds/],
    ['pence', 'NaN', /amount of pounds/],
    ['date', '31/11/2026', /is not a day/],
    ['date', '11/22/2026', /is not a day/],
    ['date', '01/02/26', /is not a day/],
    ['flag', 'maybe', /yes or no/],
    ['text', 'x'.repeat(501), /longer than 500/],
  ] as const)('of kind %s refuse %j', (kind, text, words) => {
    const read = readCell(kind, text)
    expect(read).toEqual({ ok: false, message: expect.stringMatching(words) })
  })
})

describe('two values count as the same', () => {
  test.each<[Comparison, string, string]>([
    ['reference', '5010-0001', ' 5010 0001 '],
    ['reference', 'cq 12345678', 'CQ12345678'],
    ['reference', 'CQ\u201312345678', 'cq-1234 5678'],
    ['postcode', 'aa3 1ab', 'AA31AB'],
    ['postcode', ' a a 3-1.ab', 'AA3 1AB'],
    ['vehicle', 'ab12 cde', 'AB12CDE'],
    ['name', "O'Brien", 'OBRIEN'],
    ['name', 'o’brien', "O'BRIEN"],
    ['name', 'Smith-Jones', 'smith jones'],
    ['name', 'Siân', 'SIAN'],
    ['name', 'Strauß', 'STRAUSS'],
    ['pin', '12 34', '1234'],
    ['exact', ' AbC ', 'AbC'],
    ['reference', '\uff11\uff12\uff13', '123'],
  ])('as %s: %j and %j', (comparison, one, other) => {
    expect(formOf(comparison, one)).toBe(formOf(comparison, other))
  })

  test.each<[Comparison, string, string]>([
    ['exact', 'AbC', 'abc'],
    ['exact', 'A-1', 'A1'],
    ['reference', 'A/1', 'A1'],
    ['pin', 'a1', 'A1'],
    ['postcode', 'AA3 1AB', 'AA3 1AC'],
    ['name', 'Jones', 'Jonas'],
  ])('but not as %s: %j and %j', (comparison, one, other) => {
    expect(formOf(comparison, one)).not.toBe(formOf(comparison, other))
  })
})

describe('columns', () => {
  const key = { name: 'account', use: 'key' }

  test('take their heading and their comparison from what is usual', () => {
    expect(readColumns([key, { name: 'town' }])).toEqual([
      { name: 'account', heading: 'account', kind: 'text', use: 'key', compare: 'reference', exposed: false },
      { name: 'town', heading: 'town', kind: 'text', use: 'value', compare: 'exact', exposed: false },
    ])
  })

  test.each<[string, unknown]>([
    ['no key', [{ name: 'town' }]],
    ['two keys', [key, { name: 'other', use: 'key' }]],
    ['a key of money', [{ name: 'account', use: 'key', kind: 'pence' }]],
    ['two searched columns', [key, { name: 'a', use: 'search' }, { name: 'b', use: 'search' }]],
    ['one name twice', [key, { name: 'account' }]],
    ['one heading twice', [key, { name: 'other', heading: ' ACCOUNT ' }]],
    ['a name that is code', [key, { name: '__proto__' }]],
    ['too many', [key, ...Array.from({ length: 60 }, (_, n) => ({ name: `c${n}` }))]],
    ['none', []],
    ['a setting that is none', [{ ...key, secret: true }]],
    ['text', 'account'],
  ])('are refused with %s', (_name, columns) => {
    expect(() => readColumns(columns)).toThrow(BadInput)
  })

  test('that are taken back are hidden at once, those newly exposed wait for the next file', () => {
    const loaded = readColumns([
      key,
      { name: 'balance', exposed: true },
      { name: 'address', exposed: true },
      { name: 'note' },
    ])
    const wanted = readColumns([
      key,
      { name: 'balance', exposed: true },
      { name: 'address' },
      { name: 'note', exposed: true },
    ])
    expect(shownColumns(loaded, wanted)).toEqual(['balance'])
  })

  test('with a new second factor guard rows that were loaded without it', () => {
    const loaded = readColumns([key, { name: 'surname', use: 'factor' }])
    expect(guardedEnough(loaded, loaded)).toBe(true)
    expect(guardedEnough(loaded, readColumns([key]))).toBe(true)
    expect(
      guardedEnough(
        loaded,
        readColumns([key, { name: 'surname', use: 'factor' }, { name: 'pin', use: 'factor' }]),
      ),
    ).toBe(false)
  })
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('a caller at %s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
