import { isDeepStrictEqual } from 'node:util'
import type { FormDocument } from '../../form-schemas/document.ts'
import { formatDocument, parseDocument, parseDocumentText } from '../../form-schemas/parse.ts'
import type { Problem } from '../../form-schemas/problem.ts'

/** The parts of a document that have a screen of their own. `undefined` takes the part out. */
export type DocumentPart = Partial<
  Pick<
    FormDocument,
    | 'title'
    | 'definition'
    | 'conditions'
    | 'sections'
    | 'pricing'
    | 'payment'
    | 'deliveries'
    | 'notifications'
    | 'confirmation'
    | 'settings'
  >
>

export type ReadDraft =
  | { ok: true; text: string; document: FormDocument }
  | { ok: false; problems: Problem[] }

/**
 * Puts a part into the document. The text stays byte for byte as it was when the part changes nothing,
 * and the order of the document's keys is kept, so that two exports can be compared line by line.
 */
export function withPart(text: string, part: DocumentPart): ReadDraft {
  const before = JSON.parse(text) as Record<string, unknown>
  const after: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(part)) {
    if (value === undefined) delete after[key]
    else after[key] = value
  }
  const parsed = parseDocument(JSON.parse(JSON.stringify(after)))
  if (!parsed.ok) return parsed
  const unchanged = isDeepStrictEqual(JSON.parse(JSON.stringify(after)), before)
  return {
    ok: true,
    document: parsed.document,
    text: unchanged ? text : formatDocument(after as unknown as FormDocument),
  }
}

/** Reads a whole document that is to replace a draft: its slug is the form's address and stays. */
export function readReplacement(text: string, slug: string): ReadDraft {
  const parsed = parseDocumentText(text)
  if (!parsed.ok) return parsed
  if (parsed.document.slug !== slug) {
    const message = `The form’s short name is ‘${slug}’ and cannot be changed to ‘${parsed.document.slug}’: addresses people have kept would stop working`
    return { ok: false, problems: [{ pointer: '/slug', message }] }
  }
  return { ok: true, text, document: parsed.document }
}

/** Words that are pages beside the forms, so that no form can stand in their way. */
const reservedSlugs = new Set([
  'accessibility-statement',
  'cookies',
  'new',
  'payment-return',
  'privacy',
  'sign-in',
  'officer',
])

/** `wanted`, or `wanted-2`, `wanted-3` … : the first that is not taken. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  const free = (slug: string) => !taken.has(slug) && !reservedSlugs.has(slug)
  if (free(wanted)) return wanted
  for (let n = 2; ; n++) {
    const slug = `${wanted.slice(0, 55)}-${n}`
    if (free(slug)) return slug
  }
}

/** The document under another short name. The text is only written anew when the name does change. */
export function withSlug(
  text: string,
  document: FormDocument,
  slug: string,
): { text: string; document: FormDocument } {
  if (document.slug === slug) return { text, document }
  const renamed = { ...document, slug }
  return { text: formatDocument({ ...JSON.parse(text), slug }), document: renamed }
}
