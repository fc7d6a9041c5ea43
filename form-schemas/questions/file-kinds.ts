import type { Component } from '../document.ts'
import type { Language } from '../words.ts'

/** A kind of file that a resident may send. `type` is what its content must be: what a browser or a name says of it is not believed. */
export interface FileKind {
  name: string
  type: string
  extensions: string[]
}

/** Kinds by group, as an officer chooses them. Office files that can hold macros (.doc, .xls, .docm) are in none. */
export const fileGroups = {
  images: [
    { name: 'JPG', type: 'image/jpeg', extensions: ['.jpg', '.jpeg'] },
    { name: 'PNG', type: 'image/png', extensions: ['.png'] },
    { name: 'HEIC', type: 'image/heic', extensions: ['.heic'] },
  ],
  pdf: [{ name: 'PDF', type: 'application/pdf', extensions: ['.pdf'] }],
  documents: [
    {
      name: 'DOCX',
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      extensions: ['.docx'],
    },
    {
      name: 'XLSX',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      extensions: ['.xlsx'],
    },
    { name: 'ODT', type: 'application/vnd.oasis.opendocument.text', extensions: ['.odt'] },
  ],
  text: [
    { name: 'TXT', type: 'text/plain', extensions: ['.txt'] },
    { name: 'CSV', type: 'text/csv', extensions: ['.csv'] },
  ],
} satisfies Record<string, FileKind[]>

export type FileGroup = keyof typeof fileGroups

/** The kinds that a question takes: those of its groups; of a photo, images. */
export function acceptedKinds(component: Component): FileKind[] {
  const { accepts = { images: true } } = component as { accepts?: Partial<Record<FileGroup, boolean>> }
  const groups = Object.keys(fileGroups) as FileGroup[]
  return groups.filter((group) => accepts[group]).flatMap((group): FileKind[] => fileGroups[group])
}

/** "JPG, PNG, HEIC or PDF". */
export function sayKinds(kinds: FileKind[], language: Language): string {
  const names = kinds.map(({ name }) => name)
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} ${language === 'cy' ? 'neu' : 'or'} ${last}`
}

/** "1.2MB", "340KB", "12 bytes": as people see sizes, in thousands and not in 1,024s. */
export function saySize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)}KB` : `${Number((bytes / 1_000_000).toFixed(1))}MB`
}
