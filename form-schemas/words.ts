/** Words shown to people: one language, or English with Welsh beside it. */
export type Words = string | { en: string; cy?: string | undefined }
export type Language = 'en' | 'cy'

/** The words in a language; English where Welsh is not given. */
export function say(words: Words | undefined, language: Language = 'en'): string {
  if (words === undefined) return ''
  if (typeof words === 'string') return words
  return language === 'cy' ? (words.cy ?? words.en) : words.en
}
