import { XMLParser } from 'fast-xml-parser'

/** An element as a schema sees it: names with their namespace, `{namespace}name`. */
export interface XmlNode {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  /** Undefined when it has children. */
  text: string | undefined
}

/** Says what is wrong with a text, or nothing. */
export type TextRule = (text: string) => string | undefined

export interface ElementRule {
  name: string
  required: boolean
  many?: boolean
  type: TextRule | PartsRule
}

export interface PartsRule {
  /** xs:sequence: in this order. xs:all: in any, each at most once. */
  order: 'sequence' | 'all'
  parts: ElementRule[]
  attributes?: Record<string, TextRule>
}

/** Every way in which the node breaks the rule, each with its path. Empty when it keeps it. */
export function breaches(node: XmlNode, rule: ElementRule, path = ''): string[] {
  const here = `${path}/${node.name.replace(/^\{.*\}/, '')}`
  if (node.name !== rule.name) return [`${here}: ${node.name} where ${rule.name} belongs`]
  const { type } = rule
  if (typeof type === 'function') {
    if (node.text === undefined) return [`${here}: elements where a text belongs`]
    const extra = Object.keys(node.attributes).map((key) => `${here}: attribute ${key}`)
    const wrong = type(node.text)
    return wrong ? [...extra, `${here}: ${wrong}`] : extra
  }
  const attributes = Object.entries(node.attributes).flatMap(([key, value]) => {
    const attribute = type.attributes?.[key]
    const wrong = attribute ? attribute(value) : 'unknown attribute'
    return wrong ? [`${here}@${key}: ${wrong}`] : []
  })
  if ((node.text ?? '').trim() !== '') attributes.push(`${here}: text where elements belong`)
  const children = type.order === 'all' ? inAnyOrder(node, type, here) : inOrder(node, type, here)
  return [...attributes, ...children]
}

function inOrder(node: XmlNode, { parts }: PartsRule, here: string): string[] {
  const found: string[] = []
  let next = 0
  for (const part of parts) {
    let count = 0
    while (node.children[next]?.name === part.name && (count === 0 || part.many)) {
      found.push(...breaches(node.children[next]!, part, here))
      next++
      count++
    }
    if (part.required && count === 0) found.push(`${here}: ${part.name} is missing here`)
  }
  const left = node.children[next]
  return left ? [...found, `${here}: ${left.name} does not belong here`] : found
}

function inAnyOrder(node: XmlNode, { parts }: PartsRule, here: string): string[] {
  const missing = parts.filter(
    (part) => part.required && !node.children.some((each) => each.name === part.name),
  )
  return [
    ...missing.map((part) => `${here}: ${part.name} is missing`),
    ...node.children.flatMap((child, index) => {
      const part = parts.find((each) => each.name === child.name)
      if (!part) return [`${here}: ${child.name} does not belong here`]
      const again = node.children.findIndex((each) => each.name === child.name) !== index
      return again ? [`${here}: ${child.name} twice`] : breaches(child, part, here)
    }),
  ]
}

type Ordered = { [name: string]: Ordered[] | string | Record<string, string> | undefined }

/** Reads one document, namespaces resolved. @throws Error when it is not well formed, has a document type, or unknown entities */
export function readXml(document: string): XmlNode {
  if (/<!(DOCTYPE|ENTITY)/i.test(document)) throw new Error('A document type')
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(document)) {
    throw new Error('A character that XML cannot hold')
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
  })
  const roots = (parser.parse(document, true) as Ordered[]).filter((each) => !nameOf(each).startsWith('?'))
  const [root] = roots.filter((each) => nameOf(each) !== '#text')
  if (!root) throw new Error('No element')
  return readNode(root, {})
}

function nameOf(ordered: Ordered): string {
  return Object.keys(ordered).find((key) => key !== ':@') ?? ''
}

function readNode(ordered: Ordered, outer: Record<string, string>): XmlNode {
  const own = (ordered[':@'] ?? {}) as Record<string, string>
  const declared = Object.entries(own).filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
  const spaces = {
    ...outer,
    ...Object.fromEntries(declared.map(([key, value]) => [key === 'xmlns' ? '' : key.slice(6), value])),
  }
  const prefixed = nameOf(ordered)
  const [local, prefix] = prefixed.split(':').reverse() as [string, string?]
  const namespace = spaces[prefix ?? '']
  if (prefix && namespace === undefined) throw new Error(`Prefix ${prefix} is not declared`)
  const content = ordered[prefixed] as Ordered[]
  const children = content.filter((each) => nameOf(each) !== '#text').map((each) => readNode(each, spaces))
  const text = content
    .filter((each) => nameOf(each) === '#text')
    .map((each) => decoded(String(each['#text'])))
    .join('')
  return {
    name: namespace ? `{${namespace}}${local}` : local,
    attributes: Object.fromEntries(
      Object.entries(own)
        .filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:'))
        .map(([key, value]) => [key, decoded(value)]),
    ),
    children,
    text: children.length > 0 && text.trim() === '' ? undefined : text,
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&([^;\s&]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? entities[name] : undefined
    if (character === undefined) throw new Error(`The entity ${whole} is not one of XML’s own`)
    return character
  })
}
