import { type LibraryForm, libraryForms } from '../../../../../form-schemas/library/index.ts'
import { say, type Words } from '../../../../../form-schemas/words.ts'
import { libraryWords } from './library-words.ts'

/** Forms of the library in which every word typed is found, those first that have it in their titles. Nothing typed finds all. */
export function searchGallery(typed: string): LibraryForm[] {
  const wanted = wordsOf(typed)
  const found = libraryForms().filter((form) => hasAll(everyWord(form), wanted))
  const inTitle = (form: LibraryForm) => (hasAll(plain(say(form.title)), wanted) ? 0 : 1)
  return found.sort((one, other) => inTitle(one) - inTitle(other))
}

/** Whether every word typed is in a title or an address, or the beginning of a word there. */
export function isFound(texts: readonly string[], typed: string): boolean {
  return hasAll(plain(texts.join(' ')), wordsOf(typed))
}

const hasAll = (text: string, wanted: readonly string[]) => wanted.every((word) => text.includes(word))

/** "Café: licences!" is looked for as "cafe" and "licences". At most ten words: more than anybody types. */
const wordsOf = (typed: string) =>
  plain(typed.slice(0, 200))
    .split(/[^a-z0-9£]+/)
    .filter(Boolean)
    .slice(0, 10)

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function everyWord({ slug, title, document }: LibraryForm): string {
  const { description = '', words = '' } = libraryWords[slug] ?? {}
  const pages = document.definition.components
  const asked = pages.flatMap((page) => [page.title, ...page.components.map(({ label }) => label)])
  const lines = document.pricing?.lines.map(({ label }) => label) ?? []
  const said = [title, ...asked, ...lines].flatMap((text) => bothLanguages(text))
  return plain([slug, description, words, ...said].join(' '))
}

function bothLanguages(words: Words | undefined): string[] {
  return [say(words), say(words, 'cy')]
}
