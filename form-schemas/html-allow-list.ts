/**
 * The HTML that officers may write in content: a closed list of tags, no attributes but a link's address. It is checked, not
 * repaired, and shown as it is; so it must also be well nested, or it could break out of its place on the page.
 */
const inline = ['strong', 'em', 'a', 'br']
const inside: Record<string, string[]> = {
  '': ['p', 'ul', 'ol', 'h2', 'h3', ...inline],
  p: inline,
  ul: ['li'],
  ol: ['li'],
  li: ['ul', 'ol', ...inline],
  h2: inline,
  h3: inline,
  strong: ['em', 'a', 'br'],
  em: ['strong', 'a', 'br'],
  a: ['strong', 'em'],
}
export const allowedTags: readonly string[] = ['p', 'ul', 'ol', 'li', 'strong', 'em', 'br', 'h2', 'h3', 'a']

const address = /^(?:https:\/\/[^\s"'<>`\\]+|mailto:[^\s"'<>`\\]+|tel:[+\d][\d -]*)$/

/** An `href` that content may have: https:, mailto: or tel:, written plainly (not as entities). */
export function isAllowedAddress(href: string): boolean {
  return href.length <= 2000 && address.test(href)
}

/** What is wrong with the HTML, in an officer's words; undefined when it may be shown as it is. */
export function htmlProblem(html: string): string | undefined {
  const open: string[] = []
  let at = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    const parent = open.at(-1) ?? ''
    const text = html.slice(at, start < 0 ? html.length : start)
    if (text.includes('>')) return "'>' must be written as &gt;"
    if ((parent === 'ul' || parent === 'ol') && text.trim() !== '')
      return `Text in <${parent}> must be in an <li>`
    if (start < 0) break
    const end = html.indexOf('>', start)
    if (end < 0) return "'<' must be written as &lt;"
    const tag = html.slice(start + 1, end)
    const problem = tag.startsWith('/') ? closeTag(tag, open) : openTag(tag, parent, open)
    if (problem) return problem
    at = end + 1
  }
  return open.length > 0 ? `<${open.at(-1)}> is not closed` : undefined
}

function closeTag(tag: string, open: string[]): string | undefined {
  const name = tag.slice(1).trim()
  if (open.pop() === name) return undefined
  return `</${name.slice(0, 20)}> does not close the tag that is open`
}

function openTag(tag: string, parent: string, open: string[]): string | undefined {
  const closed = tag.endsWith('/')
  const written = closed ? tag.slice(0, -1) : tag
  const name = written.split(/\s/, 1)[0] ?? ''
  if (!allowedTags.includes(name)) {
    return `<${tag.slice(0, 20).trim()}> is not allowed. Use only ${allowedTags.map((t) => `<${t}>`).join(', ')}`
  }
  const attributes = written.slice(name.length).trim()
  if (name === 'a') {
    const href = /^href="([^"]*)"$/.exec(attributes)?.[1]
    if (href === undefined)
      return 'A link must have an href and nothing else, like <a href="https://example.com">'
    if (!isAllowedAddress(href))
      return `A link must start with https:, mailto: or tel:, which '${href.slice(0, 40)}' does not`
  } else if (attributes !== '') {
    return `<${name}> must have no attributes: remove '${attributes.slice(0, 40)}'`
  }
  if (closed && name !== 'br') return `<${name}/> must be written as <${name}>…</${name}>`
  if (!inside[parent]?.includes(name))
    return parent ? `<${name}> must not be inside <${parent}>` : `<${name}> must be in a list`
  if (open.length >= 20) return 'The HTML is nested too deeply'
  if (name !== 'br') open.push(name)
  return undefined
}
