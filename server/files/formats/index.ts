/*
 * What files are told by: one file a family, one line here. The first that recognises the beginning decides.
 * Knows bytes. Refuses to know names (but for text, which has no bytes of its own), forms and who sent the file.
 */
import type { Format } from './format.ts'
import { heic } from './heic.ts'
import { jpeg } from './jpeg.ts'
import { oldOffice } from './old-office.ts'
import { pdf } from './pdf.ts'
import { png } from './png.ts'
import { text } from './text.ts'
import { zipDocument } from './zip-document.ts'

export const formats: readonly Format[] = [pdf, jpeg, png, heic, zipDocument, oldOffice, text]
