import { expect, test } from 'vitest'
import { readSoap, soapEnvelope, textOf } from '../../server/payments/gateways/soap.ts'
import { element, optional, optionalParts, plainText } from '../../server/payments/gateways/xml-element.ts'
import { bodyOf } from '../support/pay360-schema.ts'

const envelope = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`
const answer = '<a:reply xmlns:a="http://example.org"><a:word>yes</a:word></a:reply>'

test('the body of a good reply is read, whatever its prefixes', () => {
  expect(readSoap(200, envelope(answer))).toEqual({ kind: 'body', body: { reply: { word: 'yes' } } })
  expect(readSoap(200, envelope(answer.replaceAll('a:', 'ns7:').replace('xmlns:a', 'xmlns:ns7')))).toEqual({
    kind: 'body',
    body: { reply: { word: 'yes' } },
  })
})

const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
test.each([
  ['a billion laughs', `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`, '<a>&l12;</a>'],
  ['a file of ours', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>', '<a>&f;</a>'],
  ['an address outside', '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/evil.dtd">', answer],
  ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>', answer],
  ['a document type in small letters', '<!doctype x>', answer],
])('%s is not read at all', (_name, doctype, content) => {
  expect(readSoap(200, envelope(content).replace('?>', `?>${doctype}`))).toEqual({
    kind: 'silence',
    message: 'It gave an answer that could not be read (200)',
  })
})

test('what is cut off, too deep, too long, named to harm or no envelope is not read', () => {
  for (const text of [
    '',
    '\u0000',
    'yes',
    '{}',
    answer,
    envelope(answer).slice(0, -20),
    envelope(answer).replace('</s:Envelope>', ''),
    envelope(answer).replace('</a:word>', ''),
    envelope(''),
    envelope('yes'),
    '<a>'.repeat(60_000),
    `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`,
    envelope(`<!--${'x'.repeat(200_000)}-->${answer}`),
    envelope('<__proto__><reply>yes</reply></__proto__>'),
  ]) {
    expect(readSoap(200, text).kind).toBe('silence')
  }
  expect(Object.hasOwn(Object.prototype, 'reply')).toBe(false)
})

test('XML’s own entities are read once, others stay as they are', () => {
  expect(textOf('&xxe; &amp;lt; &lt;b&gt; &#65;&#x42; &#1114112; &#0;')).toBe('&xxe; &lt; <b> AB &#1114112;')
  const reply = readSoap(200, envelope(answer.replace('yes', 'a &amp;lt; b')))
  expect(reply).toEqual({ kind: 'body', body: { reply: { word: 'a &amp;lt; b' } } })
  expect(textOf('a &amp;lt; b')).toBe('a &lt; b')
  expect(textOf({ a: 1 })).toBe('')
  expect(textOf(['a', 'b'])).toBe('')
})

test('a fault is a fault under any HTTP status, and everything else needs 200', () => {
  const fault = envelope(
    '<s:Fault><faultcode>s:Server</faultcode><faultstring>No &amp; no</faultstring></s:Fault>',
  )
  for (const status of [200, 403, 500]) {
    expect(readSoap(status, fault)).toEqual({ kind: 'fault', code: 's:Server', words: 'No & no' })
  }
  expect(readSoap(403, envelope(answer))).toEqual({ kind: 'turned-away', status: 403 })
  expect(readSoap(500, envelope(answer)).kind).toBe('silence')
})

test('what is put into an element comes out as it was, and cannot leave it', () => {
  const text = `</a><b x="1" y='2'> & &amp; ]]> 😀`
  const envelope = soapEnvelope(element('a', [element('b', text, { c: text })]))
  const [b] = bodyOf(envelope).children
  expect(b).toMatchObject({ text, attributes: { c: text }, children: [] })
  expect(element('a', 0).markup).toBe('<a>0</a>')
  expect(element('a', [undefined, element('b', 'x'), undefined]).markup).toBe('<a><b>x</b></a>')
  expect(optional('a', '')).toBeUndefined()
  expect(optionalParts('a', [undefined, optional('b', undefined)])).toBeUndefined()
})

test('text is one line of characters that XML can hold, cut between characters', () => {
  expect(plainText('a\u0000b\tc\r\nd\u2028e\ufffef\ud83d g\u0085')).toBe('a b c d e f g')
  expect(plainText('😀😀😀', 2)).toBe('😀😀')
  expect(plainText('ab cd', 3)).toBe('ab')
  expect(plainText('Tŷ gwydr', 50)).toBe('Tŷ gwydr')
})
