import { docx, heic, jpeg, odt, officeParts, pdf, png, xlsx } from './honest-files.ts'
import { zip } from './zip.ts'

export interface HostileFile {
  name: string
  bytes: Buffer
}

const page = '<!DOCTYPE html><html><script>alert(1)</script></html>'
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
const archive = zip([{ name: 'run.exe', content: 'MZ' }])
const macros = { name: 'word/vbaProject.bin', content: 'Attribute VB_Name' }
const bytes = (text: string): Buffer => Buffer.from(text)
const behind = (whole: Buffer, what: Buffer | string) => Buffer.concat([whole, Buffer.from(what)])
const mp4 = (brand: string) => heic({ brand })

/** More than sixty files that must never be stored, whatever a form allows and whatever they are called. */
export const hostileFiles: Record<string, HostileFile> = {
  'a web page': { name: 'page.html', bytes: bytes(page) },
  'a web page called PDF': { name: 'page.pdf', bytes: bytes(page) },
  'a web page called TXT': { name: 'page.txt', bytes: bytes(page) },
  'a web page after spaces, called TXT': { name: 'page.txt', bytes: bytes(`\ufeff  \n\n${page}`) },
  'a web page far down in a text': { name: 'page.txt', bytes: bytes(`${'x'.repeat(70_000)}${page}`) },
  'a script cut in two by the size of a chunk': {
    name: 'page.csv',
    bytes: bytes(`${'x'.repeat(65_533)}<script>alert(1)</script>`),
  },
  'a drawing with a script': { name: 'drawing.svg', bytes: bytes(svg) },
  'a drawing called PNG': { name: 'drawing.png', bytes: bytes(svg) },
  'a drawing called TXT': { name: 'drawing.txt', bytes: bytes(`<?xml version="1.0"?>${svg}`) },
  'a drawing in UTF-16': { name: 'drawing.txt', bytes: Buffer.from(`\ufeff${svg}`, 'utf16le') },
  'a script of a shell': { name: 'run.txt', bytes: bytes('#!/bin/sh\nrm -rf /\n') },
  'a script': { name: 'run.js', bytes: bytes('alert(1)') },
  'a batch file': { name: 'run.bat', bytes: bytes('del *.*\r\n') },
  'a short cut': { name: 'site.url', bytes: bytes('[InternetShortcut]\nURL=https://evil.example\n') },
  'an e-mail with parts': {
    name: 'mail.txt',
    bytes: bytes('MIME-Version: 1.0\nContent-Type: text/html\n\nx'),
  },
  'rich text': { name: 'letter.rtf', bytes: bytes('{\\rtf1 hello}') },
  'rich text called TXT': { name: 'letter.txt', bytes: bytes('{\\rtf1 hello}') },
  PostScript: { name: 'print.txt', bytes: bytes('%!PS-Adobe-3.0\n(x) show') },
  'a program': { name: 'setup.exe', bytes: Buffer.concat([bytes('MZ'), Buffer.alloc(100)]) },
  'a program called PDF': { name: 'invoice.pdf', bytes: Buffer.concat([bytes('MZ'), Buffer.alloc(100)]) },
  'a program of Linux': {
    name: 'a.txt',
    bytes: Buffer.concat([Buffer.from([0x7f]), bytes('ELF'), Buffer.alloc(60)]),
  },
  'a GIF that is a script': { name: 'picture.gif', bytes: bytes('GIF89a=1;/*\u0000*/alert(1)//') },
  'a GIF called TXT': { name: 'picture.txt', bytes: bytes('GIF89a=1;alert(1)') },
  'a film': { name: 'film.heic', bytes: mp4('isom') },
  'a PDF behind a web page': { name: 'both.pdf', bytes: Buffer.concat([bytes(page), pdf()]) },
  'a PDF with a web page in it': { name: 'both.pdf', bytes: pdf({ body: `3 0 obj\n(${page})\nendobj\n` }) },
  'a PDF with a web page behind it': { name: 'both.pdf', bytes: behind(pdf(), page) },
  'a PDF with an archive behind it': { name: 'both.pdf', bytes: behind(pdf(), archive) },
  'a PDF that has only its beginning': { name: 'a.pdf', bytes: bytes('%PDF-1.7\n<script>alert(1)</script>') },
  'a PDF with nothing in it': { name: 'a.pdf', bytes: bytes('%PDF-1.7\n%%EOF\n') },
  'a PDF with text behind its end': { name: 'a.pdf', bytes: behind(pdf(), 'alert(1)') },
  'a picture with a web page in its comment': { name: 'photo.jpg', bytes: jpeg({ comment: page }) },
  'a picture with a web page behind it': { name: 'photo.jpg', bytes: jpeg({ behind: bytes(page) }) },
  'a picture with a PHP program': {
    name: 'photo.php.jpg',
    bytes: jpeg({ comment: '<?php system($_GET[0]); ?>' }),
  },
  'a picture with an archive behind it': { name: 'photo.jpg', bytes: jpeg({ behind: archive }) },
  'a picture with a PDF in its comment': {
    name: 'photo.jpg',
    bytes: jpeg({ comment: pdf().toString('latin1') }),
  },
  'three bytes of a picture before a program': {
    name: 'photo.jpg',
    bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes('?php evil')]),
  },
  'a picture without a picture': { name: 'photo.jpg', bytes: jpeg({ frame: false }) },
  'a PNG with a web page in its text': { name: 'scan.png', bytes: png({ text: page }) },
  'a PNG with anything behind it': { name: 'scan.png', bytes: behind(png(), 'x') },
  'a PNG with an archive behind it': { name: 'scan.png', bytes: behind(png(), archive) },
  'a PNG of nothing but its first bytes': { name: 'scan.png', bytes: png().subarray(0, 8) },
  'an HEIC with anything behind it': { name: 'photo.heic', bytes: behind(heic(), 'PK') },
  'an HEIC with a web page in it': { name: 'photo.heic', bytes: heic({ media: bytes(page) }) },
  'an archive': { name: 'files.zip', bytes: archive },
  'an archive called DOCX': { name: 'letter.docx', bytes: archive },
  'a program of Java': {
    name: 'run.jar',
    bytes: zip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: X' }]),
  },
  'a DOCX with macros': { name: 'letter.docx', bytes: docx(macros) },
  'a DOCM': { name: 'letter.docm', bytes: docx(macros) },
  'an XLSX with macros of Excel 4': {
    name: 'table.xlsx',
    bytes: xlsx({ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }),
  },
  'a DOCX with an ActiveX control': {
    name: 'letter.docx',
    bytes: docx({ name: 'word/activeX/activeX1.xml', content: '<x/>' }),
  },
  'a DOCX with an embedded object': {
    name: 'letter.docx',
    bytes: docx({ name: 'word/embeddings/oleObject1.bin', content: 'x' }),
  },
  'a DOCX with a program in it': {
    name: 'letter.docx',
    bytes: docx({ name: 'word/media/setup.exe', content: 'MZ' }),
  },
  'an ODT with macros': {
    name: 'letter.odt',
    bytes: odt({ name: 'Basic/Standard/Module1.xml', content: '<x/>' }),
  },
  'an ODT with scripts': { name: 'letter.odt', bytes: odt({ name: 'Scripts/python/evil.py', content: 'x' }) },
  'a DOCX behind a web page': {
    name: 'both.docx',
    bytes: zip([...officeParts.office, ...officeParts.textual], { before: bytes(page) }),
  },
  'a DOCX with bytes between its entries': {
    name: 'both.docx',
    bytes: zip([...officeParts.office, ...officeParts.textual], { between: Buffer.alloc(200, 0x41) }),
  },
  'a DOCX with a comment': {
    name: 'both.docx',
    bytes: zip([...officeParts.office, ...officeParts.textual], { comment: page }),
  },
  'a DOCX that calls an entry by two names': {
    name: 'both.docx',
    bytes: docx({ name: 'word/a.xml', headerName: 'word/b.xml', content: 'x' }),
  },
  'a DOCX with an entry twice': {
    name: 'both.docx',
    bytes: docx({ name: 'WORD/document.xml', content: 'x' }),
  },
  'a DOCX whose entries lead elsewhere': {
    name: 'both.docx',
    bytes: docx({ name: '../../evil.xml', content: 'x' }),
  },
  'a DOCX whose entries lead to the root': {
    name: 'both.docx',
    bytes: docx({ name: '/etc/evil.xml', content: 'x' }),
  },
  'a DOCX whose entries lead to a drive': {
    name: 'both.docx',
    bytes: docx({ name: 'C:\\evil.xml', content: 'x' }),
  },
  'a bomb': { name: 'bomb.docx', bytes: docx({ name: 'word/big.xml', content: Buffer.alloc(30_000_000) }) },
  'a bomb that says so': {
    name: 'bomb.xlsx',
    bytes: xlsx({ name: 'xl/big.xml', content: 'x', claimedBytes: 4_000_000_000 }),
  },
  'an archive of archives': {
    name: 'bomb.docx',
    bytes: docx({ name: 'word/media/inner.zip', content: archive }),
  },
  'a bomb of entries that lie over each other': { name: 'bomb.docx', bytes: overlapping() },
  'an archive that has no directory': { name: 'a.docx', bytes: docx().subarray(0, -60) },
  'an archive of ten thousand entries': {
    name: 'many.docx',
    bytes: docx(
      ...Array.from({ length: 10_000 }, (_, n) => ({ name: `word/${n}.xml`, content: '', stored: true })),
    ),
  },
  'text that is not UTF-8': { name: 'letter.txt', bytes: Buffer.from([0x48, 0x69, 0xa3, 0x31]) },
  'text with zero bytes': { name: 'letter.txt', bytes: bytes('Hi\u0000there') },
  'text that drives a terminal': { name: 'letter.txt', bytes: bytes('Hi \u001b]0;evil\u0007') },
  'text of another ending': { name: 'letter.md', bytes: bytes('Hi') },
  'nothing but a name': { name: 'letter.txt.pdf', bytes: bytes('Hi') },
}

/** Two entries in the directory that lead to the same bytes: how a small archive unpacks to a huge one. */
function overlapping(): Buffer {
  const whole = docx({ name: 'word/a.xml', content: 'x' }, { name: 'word/b.xml', content: 'x' })
  const first = whole.lastIndexOf('word/a.xml')
  const second = whole.lastIndexOf('word/b.xml')
  const changed = Buffer.from(whole)
  changed.writeUInt32LE(whole.readUInt32LE(first - 4), second - 4)
  return changed
}
