import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FileRow, UnreadableFile } from '../../server/datasets/reader.ts'
import { csv } from '../../server/datasets/readers/csv.ts'
import { inPieces } from './setting.ts'

const plain = csv.parseLayout({ reader: 'csv' })

async function read(text: string | Uint8Array, layout = plain, size = 3): Promise<FileRow[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const rows: FileRow[] = []
  for await (const row of csv.read(layout, inPieces(bytes, size))) rows.push(row)
  return rows
}

describe('a CSV file', () => {
  test.each([
    ['LF', 'a,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no line end at the end', 'a,b\n1,2'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['blank lines between', '\n\na,b\n\r\n1,2\n\n\n'],
    ['quotation marks that nothing needs', '"a","b"\n"1","2"\n'],
  ])('is read with %s', async (_name, text) => {
    expect((await read(text)).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('says on which line each row begins, whatever is in its cells', async () => {
    const text = 'a,b\r\n\r\n"one\r\ntwo\nthree","x"\r\n"""quoted"" £, ""x""",\n4,5'
    expect(await read(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['one\r\ntwo\nthree', 'x'] },
      { line: 6, cells: ['"quoted" £, "x"', ''] },
      { line: 7, cells: ['4', '5'] },
    ])
  })

  test('is the same in pieces of any size', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '£', '😀', ';') })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, size, lineEnd) => {
          const text = rows.map((cells) => cells.map(quoted).join(',') + lineEnd).join('')
          expect((await read(text, plain, size)).map(({ cells }) => cells)).toEqual(rows)
        },
      ),
    )
  })

  test('may have other delimiters, and the encoding of older systems', async () => {
    const layout = csv.parseLayout({ reader: 'csv', encoding: 'windows-1252', delimiter: ';' })
    expect(await read(Buffer.from([0xa3, 0x31, 0x3b, 0x92, 0x0a]), layout)).toEqual([
      { line: 1, cells: ['£1', '’'] },
    ])
  })

  test('keeps a quotation mark that stands inside an unquoted cell', async () => {
    expect(await read('5" pipe,x\n')).toEqual([{ line: 1, cells: ['5" pipe', 'x'] }])
  })

  test.each<[string, string | Uint8Array, number, RegExp]>([
    ['a quotation mark that is never closed', 'a,b\n1,"2\n3,4\n', 2, /not closed/],
    ['one that swallows the file', `a,b\n1,"${'x,y\n'.repeat(10_000)}`, 2, /not closed/],
    ['text after a closing quotation mark', 'a,b\n"1"x,2\n', 2, /follows the quotation mark/],
    ['a cell without end', `a,b\n${'x'.repeat(20_000)}\n`, 2, /10,000 characters/],
    ['more than 60 columns', `a\n${'x,'.repeat(60)}x\n`, 2, /60 columns/],
    ['another encoding', Buffer.from([0x61, 0x0a, 0xa3, 0x31, 0x0a]), 2, /UTF-8/],
    ['a character cut short at the end', Buffer.from([0x61, 0x0a, 0xc2]), 2, /UTF-8/],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 1, /UTF-8/],
    ['bytes that are no text', Buffer.from('PK\u0003\u0004\u0000\u0000'), 1, /not plain text/],
  ])('with %s is given up where it is no longer to be trusted', async (_name, text, line, words) => {
    const reading = read(text, plain, 1000)
    await expect(reading).rejects.toThrow(UnreadableFile)
    await expect(reading).rejects.toThrow(words)
    await expect(reading).rejects.toMatchObject({ line })
  })

  test.each([
    [{ reader: 'csv', delimiter: 'x' }],
    [{ reader: 'csv', encoding: 'utf-16' }],
    [{ reader: 'csv', quote: "'" }],
  ])('has no layout such as %o', (layout) => {
    expect(() => csv.parseLayout(layout)).toThrow('layout')
  })
})
