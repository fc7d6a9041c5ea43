import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import {
  formatDocument,
  largestDocument,
  parseDocument,
  parseDocumentText,
} from '../../form-schemas/parse.ts'
import { hostileDocuments, setAt } from './hostile-documents.ts'

const bulky = libraryForms().find(({ slug }) => slug === 'bulky-waste')!.document

test('The hostile table has at least 30 ways', () =>
  expect(hostileDocuments.length).toBeGreaterThanOrEqual(30))

describe('A document made hostile is refused with a pointer and plain words', () => {
  it.each(hostileDocuments)('$name', ({ at, value, pointer, message }) => {
    const hostile = setAt(structuredClone(bulky), at, value)
    const parsed = parseDocument(hostile)
    expect(parsed.ok).toBe(false)
    const problems = parsed.ok ? [] : parsed.problems
    expect(problems).toContainEqual({ pointer, message: expect.stringMatching(message) })
    for (const problem of problems) {
      expect(problem.message, problem.pointer).not.toMatch(
        /\b(?:invalid|please|sorry|expected|undefined|NaN|ZodError|regex)\b/i,
      )
    }
  })

  it('and leaves what it was given as it was', () => {
    const given = structuredClone(bulky)
    parseDocument(given)
    expect(given).toEqual(bulky)
    const parsed = parseDocument(given)
    if (parsed.ok) parsed.document.slug = 'changed'
    expect(given.slug).toBe('bulky-waste')
  })
})

describe('Text', () => {
  it.each([
    ['is not JSON', '{"format": ', /not JSON/],
    ['is empty', '', /not JSON/],
    ['is larger than 2 MB', JSON.stringify({ a: 'x'.repeat(largestDocument) }), /2 MB/],
    ['is larger than 2 MB in bytes', JSON.stringify({ a: 'é'.repeat(largestDocument / 2) }), /2 MB/],
    ['is nested ten thousand deep', '['.repeat(10_000) + ']'.repeat(10_000), /40 levels/],
    ['has 200,000 parts', `[${'0,'.repeat(200_000)}0]`, /100,000 parts/],
    ['names __proto__', '{"__proto__": {"ok": true}}', /'__proto__' is not accepted/],
    ['is null', 'null', /must be an object/],
    ['is a list', '[]', /must be an object/],
  ])('that %s is refused', (_name, text, message) => {
    const parsed = parseDocumentText(text)
    expect(parsed).toMatchObject({ ok: false })
    if (!parsed.ok) expect(parsed.problems[0]?.message).toMatch(message)
  })
})

test('Parsing keeps the order and everything else, so that export is byte for byte the import', () => {
  const { slug, title, format, ...rest } = bulky
  const turned = { ...rest, title, slug, format } as FormDocument
  const parsed = parseDocument(turned)
  expect(parsed.ok && formatDocument(parsed.document)).toBe(formatDocument(turned))
  expect(parsed.ok && Object.keys(parsed.document).at(-1)).toBe('format')
})

test('Parsing never throws, whatever JSON it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (json) => {
      expect(parseDocument(json).ok).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('Parsing never throws, whatever JSON stands in any place of a real document', () => {
  const paths = pathsOf(bulky)
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
      const parsed = parseDocument(setAt(structuredClone(bulky), path, value))
      if (parsed.ok) {
        const again = parseDocumentText(formatDocument(parsed.document))
        expect(again.ok && formatDocument(again.document)).toBe(formatDocument(parsed.document))
      } else {
        expect(parsed.problems.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 400 },
  )
})

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path]
  const inner = Object.entries(value).flatMap(([key, part]) =>
    pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}
