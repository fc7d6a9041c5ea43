import { allowedTags, htmlProblem, isAllowedAddress } from '../html-allow-list.ts'
import { plainText } from './source.ts'

const same: Record<string, string> = {
  b: 'strong',
  i: 'em',
  h1: 'h2',
  h4: 'h3',
  h5: 'h3',
  h6: 'h3',
  div: 'p',
}

/**
 * HTML of anywhere as HTML of the allow-list: what has an equal takes its place, other tags go and their text stays. Where that
 * does not come out well nested, the text alone, as one paragraph. Undefined when nothing is left to read.
 */
export function cleanHtml(html: string): { html: string; simplified: boolean } | undefined {
  const text = plainText(withoutScripts(html))
  if (text === '') return undefined
  const kept = withoutScripts(html)
    .slice(0, 19_000)
    .replace(/<a\b([^<>]*)>([^<>]*)<\/a\s*>/gi, (_link, inner: string, words: string) =>
      cleanLink(inner, words),
    )
    .replace(/<(?!\/?a\b)([^<>]*)>/g, (_tag, inner: string) => cleanTag(inner))
    .replace(/<(?![a-z/])/g, '&lt;')
    .trim()
  const paragraph = /<(?:p|ul|ol|h2|h3)>/.test(kept) ? kept : `<p>${kept}</p>`
  if (htmlProblem(paragraph) === undefined) return { html: paragraph, simplified: false }
  return { html: `<p>${text.slice(0, 15_000).replaceAll('&', '&amp;')}</p>`, simplified: true }
}

function withoutScripts(html: string): string {
  return html
    .slice(0, 100_000)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|iframe|object|template|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/\{\{[^{}]*\}\}/g, '')
}

function cleanTag(inner: string): string {
  const match = /^\s*(\/?)\s*([a-zA-Z][a-zA-Z0-9]*)/.exec(inner)
  const written = match?.[2]?.toLowerCase() ?? ''
  const name = same[written] ?? written
  if (!match || !allowedTags.includes(name)) return ''
  if (name === 'br') return '<br>'
  return match[1] ? `</${name}>` : `<${name}>`
}

/** A link to where a link may lead; otherwise only its words. */
function cleanLink(attributes: string, words: string): string {
  const href = /\bhref\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1]?.trim() ?? ''
  return isAllowedAddress(href) ? `<a href="${href}">${words}</a>` : words
}
