import { inflateSync } from 'node:zlib'

/*
 * Reads as much of a PDF as it takes to hear what a screen reader would say: the structure tree with the words of each element, the
 * catalog, the bookmarks, the fonts, and what stands outside the tree. For PDFs with plain objects and a plain cross-reference table.
 */

export class Ref {
  readonly id: number
  constructor(id: number) {
    this.id = id
  }
}
export type PdfValue = string | number | boolean | null | Ref | PdfValue[] | PdfDictionary
export interface PdfDictionary {
  [key: string]: PdfValue
}

export interface Tag {
  type: string
  scope?: string
  text: string
  children: Tag[]
}

export function readPdf(bytes: Uint8Array) {
  const source = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, { value: PdfValue; stream?: Buffer }>()
  for (const [whole, id, body] of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const start = body!.indexOf('\nstream\n')
    const value = parse(start < 0 ? body! : body!.slice(0, start))
    const raw =
      start < 0 ? undefined : Buffer.from(body!.slice(start + 8, body!.lastIndexOf('\nendstream')), 'latin1')
    const packed = (value as PdfDictionary)?.Filter === '/FlateDecode'
    objects.set(Number(id), { value, ...(raw && { stream: packed ? inflateSync(raw) : raw }) })
    if (!whole) throw new Error('An object without content')
  }
  const get = (value: PdfValue | undefined): PdfValue | undefined =>
    value instanceof Ref ? objects.get(value.id)?.value : value
  const dictionary = (value: PdfValue | undefined) => get(value) as PdfDictionary
  const list = (value: PdfValue | undefined): PdfValue[] => {
    const found = get(value)
    return found === undefined || found === null ? [] : Array.isArray(found) ? found : [value!]
  }
  const trailer = parse(
    source.slice(source.lastIndexOf('trailer') + 7, source.lastIndexOf('startxref')),
  ) as PdfDictionary
  const catalog = dictionary(trailer.Root)

  /** Words by page object and marked content id; what is in no structure is under the name of its tag. */
  const pages = list(dictionary(catalog.Pages).Kids).map((page) => {
    const { Contents, Resources } = dictionary(page)
    const fonts = dictionary(dictionary(Resources).Font)
    const maps = Object.fromEntries(
      Object.entries(fonts).map(([name, font]) => [
        name,
        unicodeOf(objects.get((dictionary(font).ToUnicode as Ref).id)!.stream!),
      ]),
    )
    return {
      id: (page as Ref).id,
      marked: wordsOf(objects.get((Contents as Ref).id)!.stream!.toString('latin1'), maps),
    }
  })

  function tagOf(value: PdfValue, inherited: number | undefined): Tag {
    const { S, K, A, Pg } = dictionary(value)
    const page = (Pg as Ref | undefined)?.id ?? inherited
    const tag: Tag = { type: String(S).slice(1), text: '', children: [] }
    const scope = A && dictionary(A).Scope
    if (scope) tag.scope = String(scope).slice(1)
    for (const kid of list(K)) {
      if (typeof kid === 'number') tag.text += pages.find(({ id }) => id === page)!.marked.get(kid) ?? ''
      else if (dictionary(kid).Type === '/MCR') {
        const { Pg: at, MCID } = dictionary(kid)
        tag.text += pages.find(({ id }) => id === (at as Ref).id)!.marked.get(MCID as number) ?? ''
      } else tag.children.push(tagOf(kid, page))
    }
    return tag
  }

  const bookmarks: string[] = []
  for (let at = catalog.Outlines && dictionary(catalog.Outlines).First; at; at = dictionary(at).Next) {
    bookmarks.push(String(dictionary(at).Title))
  }
  return {
    catalog,
    info: Object.fromEntries(
      Object.entries(dictionary(trailer.Info)).map(([key, value]) => [key, get(value)]),
    ),
    viewer: catalog.ViewerPreferences && dictionary(catalog.ViewerPreferences),
    marked: dictionary(catalog.MarkInfo)?.Marked,
    tags: list(dictionary(catalog.StructTreeRoot).K).map((kid) => tagOf(kid, undefined)),
    bookmarks,
    /** Per page: the words outside the structure, by the tag that marks them; '' = not marked at all. */
    outside: pages.map(
      ({ marked }) =>
        Object.fromEntries([...marked].filter(([key]) => typeof key === 'string')) as Record<string, string>,
    ),
    fonts: [...objects.values()]
      .map(({ value }) => value as PdfDictionary)
      .filter((value) => value?.Type === '/FontDescriptor')
      .map((value) => ({ name: String(value.FontName), embedded: value.FontFile2 instanceof Ref })),
    objects: [...objects.values()].map(({ value }) => value),
    metadata:
      catalog.Metadata instanceof Ref ? objects.get(catalog.Metadata.id)!.stream!.toString('utf8') : '',
  }
}

/** Glyphs of one font as characters, from its ToUnicode map. */
function unicodeOf(map: Buffer): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, , from, values] of map
    .toString('latin1')
    .matchAll(/(beginbfrange)?\s*<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [at, hex] of [...values!.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const glyph = (Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0')
      found.set(glyph, Buffer.from(hex[1]!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    }
  }
  return found
}

/** The words of a content stream: by marked content id, or by tag where there is none. */
function wordsOf(content: string, fonts: Record<string, Map<string, string>>): Map<number | string, string> {
  const words = new Map<number | string, string>()
  const marks: (number | string)[] = []
  let font: Map<string, string> = new Map()
  const tokens = /\/(\w+) (<<(?:[^>]|>(?!>))*>> )?(BDC|BMC)|EMC|\/(F\d+) [\d.]+ Tf|\[((?:[^\]])*)\] TJ/g
  for (const [token, tag, properties, begin, name, shown] of content.matchAll(tokens)) {
    if (begin)
      marks.push(/\/MCID (\d+)/.test(properties ?? '') ? Number(/\/MCID (\d+)/.exec(properties!)![1]) : tag!)
    else if (token === 'EMC') marks.pop()
    else if (name) font = fonts[name]!
    else if (shown !== undefined) {
      const glyphs = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g)!)
      const mark = marks.at(-1) ?? ''
      words.set(
        mark,
        (words.get(mark) ?? '') + glyphs.map((glyph) => font.get(glyph.toLowerCase()) ?? '\ufffd').join(''),
      )
    }
  }
  return words
}

function parse(text: string): PdfValue {
  let at = 0
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  function value(): PdfValue {
    skip()
    if (text.startsWith('<<', at)) {
      at += 2
      const found: PdfDictionary = {}
      for (skip(); !text.startsWith('>>', at); skip()) {
        const key = take(/\/([^\s/<>[\]()]+)/y)
        if (!key) throw new Error(`No name at ${text.slice(at, at + 40)}`)
        found[key[1]!] = value()
      }
      at += 2
      return found
    }
    if (text[at] === '[') {
      at++
      const found: PdfValue[] = []
      for (skip(); text[at] !== ']'; skip()) found.push(value())
      at++
      return found
    }
    if (text[at] === '(') return string()
    const hex = take(/<([0-9a-fA-F]*)>/y)
    if (hex) return Buffer.from(hex[1]!, 'hex').toString('latin1')
    const ref = take(/(\d+) 0 R/y)
    if (ref) return new Ref(Number(ref[1]))
    const word = take(/\/?[^\s/<>[\]()]+/y)?.[0]
    if (word === undefined) throw new Error(`Nothing to read at ${text.slice(at, at + 40)}`)
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    return /^[-+.\d]+$/.test(word) ? Number(word) : word
  }
  function string(): string {
    let found = ''
    let depth = 0
    do {
      const character = text[at++]!
      if (character === '\\') {
        const escaped = text[at++]!
        found += { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? escaped
      } else {
        if (character === '(') depth++
        if (character === ')') depth--
        found += character
      }
    } while (depth > 0)
    const inner = found.slice(1, -1)
    return inner.startsWith('\xfe\xff')
      ? Buffer.from(inner.slice(2), 'latin1').swap16().toString('utf16le')
      : inner
  }
  return value()
}

/** The tree as lines: `TH(Column) Description`, each a level deeper than what it is in. */
export function outlineOf(tags: Tag[], depth = 0): string[] {
  return tags.flatMap((tag) => [
    `${'  '.repeat(depth)}${tag.type}${tag.scope ? `(${tag.scope})` : ''} ${tag.text}`.trimEnd(),
    ...outlineOf(tag.children, depth + 1),
  ])
}
