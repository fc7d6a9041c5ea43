import { describe, expect, test } from 'vitest'
import { receiptPdf } from '../../server/receipts/pdf/receipt-pdf.ts'
import { receiptOf } from '../../server/receipts/receipt.ts'
import { outlineOf, readPdf, type Tag } from '../support/pdf-tags.ts'
import { input, issuer, mixed, paymentLine } from './a-receipt.ts'

const wordsOf = (tags: Tag[]): string[] => tags.flatMap((tag) => [tag.text, ...wordsOf(tag.children)])
const english = receiptPdf(receiptOf(mixed())).then(readPdf)
const many = receiptPdf(
  receiptOf(
    input(
      Array.from({ length: 50 }, (_, at) =>
        paymentLine({ label: `Line ${at}, `.repeat(20), vat: 'standard' }),
      ),
    ),
  ),
).then(readPdf)

describe('the PDF of a receipt', () => {
  test('is read out in order, each cell of a table under its headers', async () => {
    const { tags } = await english
    expect(outlineOf(tags)).toEqual([
      'Document',
      '  H1 VAT receipt',
      '  P Exampleshire Council',
      '  P Civic Centre',
      '  P 1 High Street',
      '  P Exampleton',
      '  P EX1 2AB',
      '  P Receipt number: K7X4P9TR2M-3F9A1C',
      '  P Date paid: 15 July 2026',
      '  P Payment reference: BW-K7X4P9TR2M',
      '  P Paid with: Visa ending 1111',
      '  P Paid by: Siân Ŵyn',
      '  P VAT registration number: GB 123 4567 89',
      '  H2 What was paid for',
      '  P Book a bulky waste collection',
      '  Table',
      ...row(
        'TH(Column) Description',
        'TH(Column) Quantity',
        'TH(Column) VAT treatment',
        'TH(Column) Without VAT',
        'TH(Column) VAT',
        'TH(Column) With VAT',
      ),
      ...row(
        'TH(Row) Hire of the main hall, an hour',
        'TD 3 at £40.00',
        'TD VAT at 20%',
        'TD £100.00',
        'TD £20.00',
        'TD £120.00',
      ),
      ...row('TH(Row) Heating', 'TD 1', 'TD VAT at 5%', 'TD £10.00', 'TD £0.50', 'TD £10.50'),
      ...row('TH(Row) Licence', 'TD 1', 'TD Outside the scope of VAT', 'TD £21.00', 'TD None', 'TD £21.00'),
      ...row('TH(Row) Total paid', 'TD', 'TD', 'TD £131.00', 'TD £20.50', 'TD £151.50'),
      '  H2 VAT summary',
      '  Table',
      ...row('TH(Column) VAT treatment', 'TH(Column) Without VAT', 'TH(Column) VAT', 'TH(Column) With VAT'),
      ...row('TH(Row) Outside the scope of VAT', 'TD £21.00', 'TD None', 'TD £21.00'),
      ...row('TH(Row) VAT at 5%', 'TD £10.00', 'TD £0.50', 'TD £10.50'),
      ...row('TH(Row) VAT at 20%', 'TD £100.00', 'TD £20.00', 'TD £120.00'),
      '  H2 Refunds made',
      '  Table',
      ...row('TH(Column) Date', 'TH(Column) VAT in it', 'TH(Column) Refunded'),
      ...row('TH(Row) 3 August 2026', 'TD £6.67', 'TD £40.00'),
      ...row('TH(Row) Paid after refunds', 'TD £13.83', 'TD £111.50'),
    ])
  })

  test('says its language and title, has headings as bookmarks and its fonts in it, and claims PDF/UA', async () => {
    const { catalog, info, viewer, marked, bookmarks, fonts, metadata } = await english
    expect(catalog.Lang).toBe('en-GB')
    expect(viewer).toMatchObject({ DisplayDocTitle: true })
    expect(marked).toBe(true)
    expect(info).toMatchObject({ Title: 'VAT receipt K7X4P9TR2M-3F9A1C', CreationDate: 'D:20260715120000Z' })
    expect(bookmarks).toEqual(['VAT receipt', 'What was paid for', 'VAT summary', 'Refunds made'])
    expect(fonts.map(({ name, embedded }) => [name.replace(/^\/[A-Z]{6}\+/, ''), embedded])).toEqual([
      ['DejaVuSansCondensed', true],
      ['DejaVuSansCondensed-Bold', true],
    ])
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  test('has nothing on its pages that is neither read out nor marked as not to be', async () => {
    for (const { outside } of [await english, await many]) {
      for (const page of outside) expect(Object.keys(page)).toEqual(['Artifact'])
    }
    expect((await english).outside).toEqual([{ Artifact: '1 / 1' }])
  })

  test('of many lines goes over pages: headers are drawn on each and read out once, and no line is lost', async () => {
    const { tags, outside } = await many
    expect(outside.length).toBeGreaterThan(3)
    expect(outside[1]?.Artifact).toContain('Description')
    const tables = tags[0]!.children.filter(({ type }) => type === 'Table')
    const [lines] = tables
    expect(lines!.children).toHaveLength(52)
    expect(
      lines!.children.flatMap(({ children }) => children).filter(({ scope }) => scope === 'Column'),
    ).toHaveLength(6)
    for (let at = 0; at < 50; at++)
      expect(lines!.children[at + 1]?.children[0]?.text).toContain(`Line ${at}, Line ${at}, `)
  })

  test('is in Welsh where it is asked for: words, money, dates and every circumflex', async () => {
    const made = mixed()
    const welsh = receiptOf({
      ...made,
      issuer: { ...issuer, name: { en: 'X', cy: 'Cyngor Dŵr a Thŷ ÂÊÎÔÛŴŶ âêîôûŵŷ äëïöüẅÿ' } },
    })
    const { catalog, info, tags } = readPdf(await receiptPdf(welsh, 'cy'))
    expect(catalog.Lang).toBe('cy-GB')
    expect(info.Title).toBe('Derbynneb TAW K7X4P9TR2M-3F9A1C')
    const words = wordsOf(tags)
    expect(words).toContain('Cyngor Dŵr a Thŷ ÂÊÎÔÛŴŶ âêîôûŵŷ äëïöüẅÿ')
    expect(words).toContain('Dyddiad talu: 15 Gorffennaf 2026')
    expect(words).toContain('Llogi’r brif neuadd, yr awr')
    expect(words).toContain('Y tu allan i gwmpas TAW')
    expect(words.join(' ')).not.toMatch(/\b(the|paid|receipt|refund|without|quantity)\b/i)
  })

  test('has the same bytes whenever and however often it is made', async () => {
    const [first, second] = [await receiptPdf(receiptOf(mixed())), await receiptPdf(receiptOf(mixed()))]
    expect(Buffer.compare(first, second)).toBe(0)
    expect(Buffer.compare(first, await receiptPdf(receiptOf(mixed()), 'cy'))).not.toBe(0)
  })

  test('takes hostile words for words: no object, script, link or structure comes of them', async () => {
    const nasty =
      ') Tj ET EMC >> endobj (\\ <script>alert(1)</script> </rdf:li> /JavaScript \u0000\u202e\r\n1 0 obj'
    const receipt = receiptOf(
      input([paymentLine({ label: nasty, vat: 'standard' })], {
        issuer: { name: nasty, address: [nasty.replaceAll(/[\u0000\u202e\r\n]/g, '')], vatNumber: 'GB 1' },
        paid: { payer: { name: nasty }, reference: nasty, traces: { cardBrand: nasty, lastDigits: '1111' } },
      }),
    )
    const { tags, objects, metadata, catalog, bookmarks } = readPdf(await receiptPdf(receipt))
    const clean = ') Tj ET EMC >> endobj (\\ <script>alert(1)</script> </rdf:li> /JavaScript 1 0 obj'
    const words = wordsOf(tags)
    expect(words).toContain(`Paid by: ${clean}`)
    expect(words).toContain(clean)
    expect(words).toContain(`Paid with: ${clean} ending 1111`)
    const names = objects.flatMap((value) =>
      value && typeof value === 'object' ? Object.entries(value) : [],
    )
    expect(
      names.filter(([key, value]) => /^(JS|A A|OpenAction|AA|URI)$/.test(key) || value === '/JavaScript'),
    ).toEqual([])
    expect(Object.keys(catalog)).not.toContain('OpenAction')
    expect(metadata).not.toContain('<script')
    expect(bookmarks).toEqual(['VAT receipt', 'What was paid for', 'VAT summary'])
  })

  test('does not fail on letters that its font does not have', async () => {
    const name = '山田太郎 😀 한국 नमस्ते'
    const { tags } = readPdf(
      await receiptPdf(receiptOf(input([paymentLine()], { paid: { payer: { name } } }))),
    )
    expect(wordsOf(tags).join('\n')).toContain('Paid by: ')
  })
})

const row = (...cells: string[]) => ['    TR', ...cells.map((cell) => `      ${cell}`)]
