import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import type { Language } from '../../../form-schemas/words.ts'
import { fonts } from './fonts.ts'

type Pdf = InstanceType<typeof PDFDocument>
type StructureElement = ReturnType<Pdf['struct']>

export const margin = 56
const ink = '#0b0c0c'
const quiet = '#505a5f'

export interface TaggedPdf {
  pdf: Pdf
  /** The element that everything of the document is in. */
  root: StructureElement
  heading(level: 1 | 2, text: string): void
  paragraph(text: string): void
  /** "Name: value", the name in bold. */
  fact(name: string, value: string): void
  /** Draws what is there for the eye only: no part of what is read out. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void
  end(): Promise<Uint8Array>
}

/**
 * A PDF that can be read out (ISO 14289-1, PDF/UA): every word in a structure element, a language, a title, headings as bookmarks, and
 * lines and page numbers as artifacts. `title` goes into XML that the library does not escape: it must be of our own words.
 */
export function taggedPdf(about: { title: string; language: Language; createdAt: Date }): TaggedPdf {
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: about.language === 'cy' ? 'cy-GB' : 'en-GB',
    bufferPages: true,
    info: {
      Title: about.title,
      Producer: 'Counterfoil',
      Creator: 'Counterfoil',
      CreationDate: about.createdAt,
    },
  })
  pdf.registerFont('regular', fonts().regular as never)
  pdf.registerFont('bold', fonts().bold as never)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  pdf.font('regular').fontSize(10).fillColor(ink)

  const add = (type: string, draw: () => void) => void root.add(pdf.struct(type, {}, draw))
  const artifact: TaggedPdf['artifact'] = (type, draw) => {
    pdf.markContent('Artifact', { type })
    draw()
    pdf.endMarkedContent()
  }
  return {
    pdf,
    root,
    artifact,
    heading(level, text) {
      pdf.font('bold').fontSize(level === 1 ? 20 : 13)
      // A heading at the foot of a page would stand apart from what it is of.
      if (pdf.y + 80 > pdf.page.maxY()) pdf.addPage()
      if (level === 2) pdf.y += 14
      pdf.outline.addItem(text)
      add(`H${level}`, () => pdf.text(text, margin, pdf.y))
      pdf.font('regular').fontSize(10)
      pdf.y += 6
    },
    paragraph(text) {
      add('P', () => pdf.text(text, margin, pdf.y))
    },
    fact(name, value) {
      add('P', () => {
        pdf.font('bold').text(`${name}: `, margin, pdf.y, { continued: true })
        pdf.font('regular').text(value)
      })
      pdf.y += 2
    },
    async end() {
      root.end()
      const { start, count } = pdf.bufferedPageRange()
      for (let page = start; page < start + count; page++) {
        pdf.switchToPage(page)
        artifact('Pagination', () => {
          // Below the margin, where the library would begin another page.
          pdf.page.margins.bottom = 0
          pdf.fontSize(8).fillColor(quiet)
          pdf.text(`${page + 1} / ${count}`, margin, pdf.page.height - 36, {
            align: 'right',
            lineBreak: true,
          })
        })
      }
      const parts: Uint8Array[] = []
      pdf.on('data', (part: Uint8Array) => void parts.push(part))
      const ended = once(pdf, 'end')
      pdf.end()
      await ended
      return new Uint8Array(Buffer.concat(parts))
    },
  }
}
