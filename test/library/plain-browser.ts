/**
 * A browser without JavaScript: keeps cookies, follows redirects and links, and sends a page's form as HTML says, files too. It sends
 * nothing that the page does not offer, so a walk with it shows that the page can be used.
 */
export interface PlainPage {
  status: number
  /** Full address, after redirects. */
  url: URL
  html: string
  /** The page's words, tags left out. */
  text: string
}

export type Chosen = Record<string, string | readonly string[] | File>

export interface PlainBrowser {
  open(address: string | URL): Promise<PlainPage>
  /** Fills the page's form in and presses a button of it: the first one, or the one with this name and value. */
  submit(page: PlainPage, chosen?: Chosen, button?: { name: string; value: string }): Promise<PlainPage>
  /** Sends what no page offers, as somebody with bad intentions would, beside what the form holds. Redirects are not followed. */
  forge(page: PlainPage, entries: [string, string][]): Promise<PlainPage>
  /** Every cookie, for a real browser to go on with. */
  cookies(): { name: string; value: string; path: string }[]
}

interface Control {
  name: string
  kind: 'text' | 'hidden' | 'radio' | 'checkbox' | 'file' | 'select' | 'button'
  value: string
  /** What an untouched form would send of it. */
  held: boolean
  options?: string[]
}

export interface PlainForm {
  action: URL
  multipart: boolean
  controls: Control[]
}

export function createPlainBrowser(baseUrl: string): PlainBrowser {
  const jar = new Map<string, { value: string; path: string }>()

  async function request(address: URL, body?: BodyInit, hops = 0): Promise<PlainPage> {
    const cookie = [...jar]
      .filter(
        ([, { path }]) =>
          path === '/' || address.pathname === path || address.pathname.startsWith(`${path}/`),
      )
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
    const response = await fetch(address, {
      redirect: 'manual',
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && { origin: address.origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(body !== undefined && { method: 'POST', body }),
    })
    for (const given of response.headers.getSetCookie()) keep(given)
    const html = await response.text()
    const leads = response.headers.get('location')
    if (leads !== null && hops < 8) return request(new URL(leads, address), undefined, hops + 1)
    return { status: response.status, url: address, html, text: wordsOf(html) }
  }

  function keep(header: string): void {
    const [pair = '', ...attributes] = header.split('; ')
    const at = pair.indexOf('=')
    const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/'
    const key = `${pair.slice(0, at)} ${path}`
    if (attributes.includes('Max-Age=0')) jar.delete(key)
    else jar.set(key, { value: pair.slice(at + 1), path })
  }

  return {
    open: (address) => request(new URL(address, baseUrl)),

    async submit(page, chosen = {}, pressed) {
      const form = formOf(page)
      const entries = form.controls
        .filter(({ kind, held, name }) => held && kind !== 'button' && !(name in chosen))
        .map(({ name, value }): [string, string | File] => [name, value])
      for (const [name, value] of Object.entries(chosen)) entries.push(...entriesFor(page, form, name, value))
      if (pressed) {
        const there = form.controls.some(
          ({ kind, name, value }) => kind === 'button' && name === pressed.name && value === pressed.value,
        )
        if (!there)
          throw new Error(`${page.url} has no button ${pressed.name}=${pressed.value}: ${page.text}`)
        entries.push([pressed.name, pressed.value])
      }
      return request(form.action, bodyOf(form, entries))
    },

    forge(page, entries) {
      const form = formOf(page)
      const names = new Set(entries.map(([name]) => name))
      const held = form.controls
        .filter((control) => control.held && control.kind !== 'button' && !names.has(control.name))
        .map(({ name, value }): [string, string] => [name, value])
      return request(form.action, bodyOf(form, [...held, ...entries]), 8)
    },

    cookies: () => [...jar].map(([key, { value, path }]) => ({ name: key.split(' ')[0]!, value, path })),
  }
}

function entriesFor(
  page: PlainPage,
  form: PlainForm,
  name: string,
  value: Chosen[string],
): [string, string | File][] {
  const controls = form.controls.filter((control) => control.name === name)
  const [first] = controls
  if (!first) throw new Error(`${page.url} has no field ${name}: ${page.text.slice(0, 500)}`)
  const values = value instanceof File ? [value] : [value].flat()
  const offered =
    first.kind === 'radio' || first.kind === 'checkbox'
      ? controls.map((control) => control.value)
      : first.options
  for (const one of values) {
    if (typeof one === 'string' && offered && one !== '' && !offered.includes(one))
      throw new Error(`${page.url} does not offer ${one} for ${name}, but ${offered.join(', ')}`)
  }
  if (first.kind === 'radio' || first.kind === 'checkbox')
    return values.filter((one) => one !== '').map((one) => [name, one])
  return values.map((one) => [name, one])
}

function bodyOf({ multipart }: PlainForm, entries: [string, string | File][]): BodyInit {
  if (multipart) {
    const body = new FormData()
    for (const [name, value] of entries) body.append(name, value)
    return body
  }
  const body = new URLSearchParams()
  for (const [name, value] of entries) body.append(name, value instanceof File ? value.name : value)
  return body
}

/** The last form of the page's main part that is posted. @throws Error when there is none. */
export function formOf(page: PlainPage): PlainForm {
  const form = formIn(page)
  if (!form) throw new Error(`${page.url} (${page.status}) has no form: ${page.text.slice(0, 800)}`)
  return form
}

export function formIn({ html, url }: PlainPage): PlainForm | undefined {
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html
  const found = [...main.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, given = '']) => attribute(given, 'method')?.toLowerCase() === 'post')
    .at(-1)
  if (!found) return undefined
  const [, given = '', inside = ''] = found
  const controls: Control[] = []
  const tags = /<(input)\b([^>]*)>|<(button|select|textarea)\b([^>]*)>([\s\S]*?)<\/\3>/g
  for (const [, input, ofInput, tag, ofTag, content = ''] of inside.matchAll(tags)) {
    const about = ofInput ?? ofTag ?? ''
    const name = attribute(about, 'name')
    if (name) controls.push(controlOf(input ?? tag ?? '', name, about, content))
  }
  return {
    action: new URL(attribute(given, 'action') ?? url, url),
    multipart: attribute(given, 'enctype') === 'multipart/form-data',
    controls,
  }
}

function controlOf(tag: string, name: string, about: string, content: string): Control {
  const value = attribute(about, 'value') ?? ''
  if (tag === 'button') return { name, kind: 'button', value, held: false }
  if (tag === 'textarea')
    return { name, kind: 'text', value: decode(content).replace(/^\r?\n/, ''), held: true }
  if (tag === 'select') {
    const options = [...content.matchAll(/<option\b([^>]*)>([^<]*)/g)]
    const optionValue = ([, given = '', words = '']: RegExpMatchArray) =>
      attribute(given, 'value') ?? decode(words)
    const chosen = options.find(([, given = '']) => / selected/.test(given)) ?? options[0]
    return {
      name,
      kind: 'select',
      value: chosen ? optionValue(chosen) : '',
      held: true,
      options: options.map(optionValue),
    }
  }
  const type = attribute(about, 'type') ?? 'text'
  if (type === 'radio' || type === 'checkbox')
    return { name, kind: type, value: value || 'on', held: / checked/.test(about) }
  if (type === 'file') return { name, kind: 'file', value: '', held: false }
  return { name, kind: type === 'hidden' ? 'hidden' : 'text', value, held: type !== 'submit' }
}

/** Where links of the main part lead. */
export function linksOf({ html, url }: PlainPage): URL[] {
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html
  return [...main.matchAll(/<a\b([^>]*)>/g)].flatMap(([, given = '']) => {
    const href = attribute(given, 'href')
    return href === undefined ? [] : [new URL(href, url)]
  })
}

/** What the page's error summary says; empty when it has none. */
export function errorsOn({ html }: PlainPage): string[] {
  const summary = /<div[^>]*class="govuk-error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
  return [...summary.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = '']) => wordsOf(item))
}

function attribute(given: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(given)?.[1]
  return found === undefined ? undefined : decode(found)
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

export function wordsOf(html: string): string {
  return decode(
    html
      .replace(/<(title|style|script)\b[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&nbsp;', ' '),
  )
    .replace(/\s+/g, ' ')
    .trim()
}
