import { expect, test } from 'vitest'
import { maskAddress, readAddress } from '../../server/messages/address.ts'

test.each([
  ['07700 900 982', '+447700900982'],
  ['+44 7700 900982', '+447700900982'],
  ['0044 (0)7700 900-982', '+447700900982'],
  ['44 7700.900.982', '+447700900982'],
  ['07624 900123', '+447624900123'],
  [' 07911–123456 ', '+447911123456'],
])('%s is the UK mobile number %s', (typed, address) => {
  expect(readAddress('text', typed)).toEqual({ kind: 'usable', address })
})

test.each([
  '',
  '01632 960 001',
  '020 7946 0000',
  '07012 345678',
  '07600 123456',
  '0770090098',
  '077009009821',
  '+1 770 090 0982',
  '+33 6 12 34 56 78',
  '07700 900 982; 07700 900 983',
  '07700\n900982',
  '٠٧٧٠٠٩٠٠٩٨٢',
  'mobile',
  'zoe@example.com',
])('%j is no UK mobile number', (typed) => {
  expect(readAddress('text', typed)).toEqual({
    kind: 'unusable',
    message: 'Enter a UK mobile number, like 07700 900 982',
  })
})

test.each([
  'zoe@example.com',
  'zoe.o’connor@example.com'.replace('’', "'"),
  'a+b@sub.example.gov.uk',
  ' z@example.wales ',
])('%j is an e-mail address', (typed) => {
  expect(readAddress('email', typed)).toEqual({ kind: 'usable', address: typed.trim() })
})

test.each([
  '',
  'zoe',
  'zoe@example',
  '@example.com',
  'zoe@@example.com',
  'zoe@example.com,x@example.com',
  'zoe@example.com;x@example.com',
  'Zoe <zoe@example.com>',
  'zoe@example.com\nBcc: x@example.com',
  'zoe\r\n@example.com',
  'zoe@exam\u0000ple.com',
  '"zoe smith"@example.com',
  'zoe@[127.0.0.1]',
  `${'z'.repeat(65)}@example.com`,
  `z@${'a.'.repeat(130)}com`,
])('%j is no e-mail address', (typed) => {
  const read = readAddress('email', typed)
  expect(read.kind).toBe('unusable')
  expect(read.kind === 'unusable' && read.message).toMatch(/^(E|e)/)
})

test('a masked address tells people apart and reaches nobody', () => {
  expect(maskAddress('email', 'zoe.jones@example.com')).toBe('z…@example.com')
  expect(maskAddress('email', '😀@example.com')).toBe('😀…@example.com')
  expect(maskAddress('text', '+447700900982')).toBe('…900982')
})
