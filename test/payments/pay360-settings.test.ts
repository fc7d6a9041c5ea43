import { expect, test } from 'vitest'
import { readVatCodes } from '../../server/payments/gateways/pay360/settings.ts'
import { createGateways } from '../../server/payments/index.ts'

const otherKey = Buffer.from('another key of thirty-two bytes!').toString('base64')

test.each([
  ['siteId', '12a'],
  ['siteId', '0789'],
  ['scpId', '2147483648'],
  ['hmacKeyId', ''],
  ['hmacKey', 'not base64!'],
  ['hmacKey', 'c2hvcnQ='],
  ['environment', 'production'],
  ['vatCodes', 'standard=TOOLONG'],
  ['vatCodes', 'luxury=01'],
  ['vatCodes', 'standard=01, standard=02'],
  ['vatCodes', 'standard'],
  ['styleCode', 'TOOLONG'],
])('the setting %s cannot be “%s”, and is named but not repeated', (name, value) => {
  const gateway = createGateways({ sandboxUrl: 'http://nowhere.example' }).pay360!
  const settings = {
    environment: 'test',
    siteId: '789',
    scpId: '37145297',
    hmacKeyId: '456',
    hmacKey: otherKey,
    vatCodes: 'standard=01, zero=03,',
    styleCode: 'LCC',
  }
  expect(gateway.parseSettings(settings)).toEqual(settings)
  let refusal: { code?: string; problems?: { message: string }[] } = {}
  try {
    gateway.parseSettings({ ...settings, [name]: value })
  } catch (error) {
    refusal = error as typeof refusal
  }
  expect(refusal.code).toBe('bad-input')
  expect(refusal.problems?.[0]?.message).toContain(`${name}: `)
  if (name === 'hmacKey') expect(JSON.stringify(refusal.problems)).not.toContain(value)
})

test('VAT codes are read by treatment, with blanks and a comma too many', () => {
  expect(readVatCodes(' standard = 05 ,outside-scope=O/S, ')).toEqual({
    standard: '05',
    'outside-scope': 'O/S',
  })
  expect(readVatCodes('')).toEqual({})
  expect(readVatCodes('__proto__=05')).toBeUndefined()
})
