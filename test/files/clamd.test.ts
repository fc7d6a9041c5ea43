import { expect, onTestFinished, test } from 'vitest'
import { createClamd } from '../../server/files/scanners/clamd.ts'
import { eicar, startClamd } from '../support/clamd.ts'

async function open(timeoutMs = 5_000) {
  const standIn = await startClamd()
  onTestFinished(() => standIn.close())
  return { standIn, scanner: createClamd({ host: standIn.host, port: standIn.port, timeoutMs }) }
}
async function* bytes(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part)
}

test('a file is sent whole, in chunks, and told to be clean', async () => {
  const { standIn, scanner } = await open()
  // An empty chunk would end the stream; a large one fills every buffer on the way.
  expect(await scanner.scan(bytes('one', '', Buffer.alloc(5_000_000), 'two'))).toEqual({ kind: 'clean' })
  expect([standIn.scanned, standIn.chunks]).toEqual([[5_000_006], [3]])
})

test('a virus is told by the name that the scanner gives it, wherever it stands', async () => {
  const { scanner } = await open()
  const cut = eicar.slice(0, 30)
  for (const parts of [[eicar], ['x'.repeat(100_000), eicar, 'y'.repeat(100_000)], [cut, eicar.slice(30)]]) {
    expect(await scanner.scan(bytes(...parts))).toEqual({ kind: 'virus', name: 'Eicar-Test-Signature' })
  }
})

test('a file larger than the scanner takes is not clean, and says what to set', async () => {
  const { standIn, scanner } = await open()
  standIn.limit.bytes = 1_000
  const outcome = await scanner.scan(bytes('x'.repeat(900), 'x'.repeat(900)))
  expect(outcome).toEqual({ kind: 'unavailable', message: expect.stringContaining('StreamMaxLength') })
})

test.each([
  ['hangs up', 'hang-up' as const, /scanner/],
  ['answers with something else', { reply: 'stream: Whatever\0' }, /could be read/],
  ['answers with half of it', { reply: 'stream: O' }, /could be read/],
  ['says OK of another thing', { reply: 'other: OK\0' }, /could be read/],
  ['never stops', { reply: 'x'.repeat(100_000) }, /could be read/],
])('a scanner that %s has not said that the file is clean', async (_name, fault, words) => {
  const { standIn, scanner } = await open()
  standIn.faults.push(fault)
  const outcome = await scanner.scan(bytes('x'))
  expect(outcome).toEqual({ kind: 'unavailable', message: expect.stringMatching(words) })
})

test('a scanner that does not answer is not waited for', async () => {
  const { standIn, scanner } = await open(200)
  standIn.faults.push('silence')
  expect(await scanner.scan(bytes('x'))).toEqual({
    kind: 'unavailable',
    message: 'The virus scanner took too long',
  })
  await standIn.down()
  expect(await scanner.scan(bytes('x'))).toEqual({
    kind: 'unavailable',
    message: 'The virus scanner does not answer',
  })
  await standIn.up()
  expect(await scanner.scan(bytes('x'))).toEqual({ kind: 'clean' })
})

test('a file that breaks off while it is sent has not been scanned', async () => {
  const { scanner } = await open()
  async function* broken() {
    yield Buffer.from('x')
    throw new Error('the disk went away')
  }
  expect((await scanner.scan(broken())).kind).toBe('unavailable')
})

test('a name that a scanner gives is kept to plain characters', async () => {
  const { standIn, scanner } = await open()
  standIn.faults.push({ reply: `stream: <b>Evil</b>\u001b[31m ${'x'.repeat(500)} FOUND\0` })
  const outcome = await scanner.scan(bytes('x'))
  if (outcome.kind !== 'virus') throw new Error(outcome.kind)
  expect(outcome.name).toMatch(/^bEvilb31mx{91}$/)
})
