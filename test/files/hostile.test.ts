import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../server/db/client.ts'
import { cleanName } from '../../server/files/file-name.ts'
import { headersOf } from '../../server/files/open-file.ts'
import type { Scanner } from '../../server/files/scanner.ts'
import { type ClamdStandIn, eicar, startClamd } from '../support/clamd.ts'
import { openTestDatabase } from '../support/db.ts'
import { pdf, png } from './honest-files.ts'
import { hostileFiles } from './hostile-files.ts'
import { createSetting, everyType, type Setting } from './setting.ts'

let database: Database
let clamd: ClamdStandIn
let setting: Setting
beforeAll(async () => {
  database = await openTestDatabase('pglite')
  clamd = await startClamd()
})
afterAll(async () => {
  await database.close()
  await clamd.close()
})
beforeEach(async () => {
  setting = await createSetting(database, { clamd })
})
afterEach(() => setting.close())

const open = { types: everyType, atMostBytes: 50_000_000, atMostFiles: 50 }

describe('of the hostile files none is stored, by a form that takes every type', () => {
  test.each(Object.entries(hostileFiles))('%s', async (_what, { name, bytes }) => {
    const outcome = await setting.receive(bytes, { claimedName: name, settings: open })
    expect(outcome).toEqual({ kind: 'wrong-type', because: expect.stringMatching(/^(type|macros|damaged)$/) })
    expect([await setting.onDisk(), await setting.rows(), await setting.events()]).toEqual([[], [], []])
  })

  test.each([
    ['as text', Buffer.from(eicar), 'letter.txt'],
    ['in a PDF', pdf({ body: `% ${eicar}\n` }), 'letter.pdf'],
    ['in a picture', png({ text: eicar }), 'photo.png'],
  ])('the virus that scanners are tested with, %s', async (_how, bytes, claimedName) => {
    expect(await setting.receive(bytes, { claimedName, settings: open })).toEqual({ kind: 'virus' })
    expect([await setting.onDisk(), await setting.rows()]).toEqual([[], []])
  })

  test('there are enough of them', () => {
    expect(Object.keys(hostileFiles).length).toBeGreaterThanOrEqual(60)
  })
})

test('of ten thousand small files fifty are stored', async () => {
  const settings = { ...open, atMostFiles: 1_000_000 }
  const counts: Record<string, number> = {}
  for (let batch = 0; batch < 100; batch += 1) {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        setting.receive(Buffer.from('x'), { claimedName: `${batch}-${n}.txt`, settings }),
      ),
    )
    for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1
  }
  expect(counts).toEqual({ stored: 50, 'too-many': 9_950 })
  expect(await setting.onDisk()).toHaveLength(50)
}, 120_000)

test('of a file that is large, little is in memory at a time, while it comes and while it is scanned', async () => {
  // What is left when the collector has been round: the rest is not held, only not yet let go of.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  async function held() {
    // Twice: what the first round finds to be unused is given back in the background.
    for (let round = 0; round < 2; round += 1) {
      collect()
      await setTimeout(20)
    }
    const { external, heapUsed } = process.memoryUsage()
    return external + heapUsed
  }
  const before = await held()
  const measured: number[] = []
  const scanner: Scanner = {
    name: 'a scanner that measures',
    async scan(bytes) {
      let seen = 0
      for await (const chunk of bytes) {
        seen += chunk.byteLength
        if (seen > 30_000_000 && measured.length < 3) measured.push((await held()) - before)
      }
      return { kind: 'clean' }
    },
  }
  const plain = await createSetting(database, { scanner })
  const large = 45_000_000
  const piece = Buffer.alloc(50_000, 0x41)
  async function* picture() {
    const whole = png({ filling: 10 })
    const at = whole.indexOf('teSt') - 4
    const head = Buffer.alloc(8)
    head.writeUInt32BE(large)
    head.write('teSt', 4)
    yield Buffer.concat([whole.subarray(0, at), head])
    for (let sent = 0; sent < large; sent += piece.length) {
      yield piece
      if (sent === 20_000_000 || sent === 40_000_000) measured.push((await held()) - before)
    }
    yield Buffer.concat([Buffer.alloc(4), whole.subarray(at + 12 + 10)])
  }
  try {
    const outcome = await plain.receive(picture(), { claimedName: 'large.png', settings: open })
    expect(outcome.kind).toBe('stored')
  } finally {
    await plain.close()
  }
  expect(measured).toHaveLength(3)
  expect(Math.max(...measured)).toBeLessThan(5_000_000)
})

describe('names are made harmless', () => {
  test.each<[string, Parameters<typeof cleanName>[1], string]>([
    ['letter.pdf', 'pdf', 'letter.pdf'],
    ['Llythyr Siân – £5.PDF', 'pdf', 'Llythyr Siân – £5.pdf'],
    ['../../etc/passwd', 'text', 'passwd.txt'],
    ['..\\..\\windows\\system32\\calc.exe', 'pdf', 'calc.exe.pdf'],
    ['/absolute/letter.pdf', 'pdf', 'letter.pdf'],
    ['C:\\fakepath\\photo.jpeg', 'jpeg', 'photo.jpeg'],
    ['invoice.pdf.exe', 'pdf', 'invoice.pdf.exe.pdf'],
    ['photo.png', 'jpeg', 'photo.jpg'],
    ['page.html', 'text', 'page.html.txt'],
    ['evil\u202efdp.exe', 'pdf', 'evilfdp.exe.pdf'],
    ['zero\u0000.php\u0000.pdf', 'pdf', 'zero.php.pdf'],
    ['two\r\nSet-Cookie: x=1.pdf', 'pdf', 'two Set-Cookie- x=1.pdf'],
    ['"quoted"; filename=other.pdf', 'pdf', '-quoted-; filename=other.pdf'],
    ['<script>alert(1)<.pdf', 'pdf', '-script-alert(1)-.pdf'],
    ['.htaccess', 'text', 'htaccess.txt'],
    ['...', 'pdf', 'file.pdf'],
    ['', 'pdf', 'file.pdf'],
    ['.pdf', 'pdf', 'file.pdf'],
    ['NUL.pdf', 'pdf', '_NUL.pdf'],
    ['com1', 'pdf', '_com1.pdf'],
    ['name. . .pdf', 'pdf', 'name.pdf'],
    ['\ud800broken.pdf', 'pdf', '-broken.pdf'],
    [`${'x'.repeat(5_000)}.pdf`, 'pdf', `${'x'.repeat(96)}.pdf`],
    [`${'😀'.repeat(200)}.pdf`, 'pdf', `${'😀'.repeat(96)}.pdf`],
  ])('%j', (claimed, type, name) => {
    expect(cleanName(claimed, type)).toBe(name)
  })

  test.each(['a"b\\c.pdf', 'a\r\nb.pdf', '%0d%0a.pdf', 'żółć.pdf', "it's (1)*.pdf", '\u2028.pdf'])(
    'and stay so in a header: %j',
    (claimed) => {
      const upload = {
        id: 'x',
        questionKey: 'q',
        name: cleanName(claimed, 'pdf'),
        type: 'pdf' as const,
        sizeBytes: 1,
        state: 'ready' as const,
        receivedAt: new Date(),
      }
      const headers = new Headers(headersOf(upload))
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="[^"\\%\u0000-\u001f\u007f-\uffff]+"; filename\*=UTF-8''[\w.!~%-]+$/,
      )
    },
  )
})
