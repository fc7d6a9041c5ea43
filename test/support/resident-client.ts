/**
 * A resident with a browser that has no JavaScript: keeps cookies by their paths, posts the form that is on the page by the names of
 * its fields, and follows redirects only when told to, so that every one of them can be looked at.
 */
export interface SeenPage {
  status: number
  /** Full address. */
  url: string
  path: string
  html: string
  /** The page's words, tags left out. */
  text: string
  /** Where a redirect leads, as a full address. */
  location: string | undefined
  headers: Headers
}

export type Fields = Record<string, string | string[]>

export interface Resident {
  get(address: string): Promise<SeenPage>
  /** Posts anything anywhere, as somebody with bad intentions would. */
  post(address: string, fields: Fields): Promise<SeenPage>
  /** Fills in the form of a page and presses its button. @throws Error when the page has no such field. */
  send(page: SeenPage, fields?: Fields): Promise<SeenPage>
  /** Goes where a redirect leads. @throws Error when the page is none. */
  follow(page: SeenPage): Promise<SeenPage>
  /** As `follow`, on and on until a page comes. */
  arrive(page: SeenPage): Promise<SeenPage>
  /** `send` and `arrive`, step after step, from a page on. */
  walk(page: SeenPage, steps: Fields[]): Promise<SeenPage>
  /** The start page's button, then the steps. */
  fill(address: string, steps: Fields[]): Promise<SeenPage>
  /** The `cookie` header a browser would send there. */
  cookieFor(address: string): string
  /** The same browser again: a second tab. */
  secondTab(): Resident
}

interface Cookie {
  value: string
  path: string
}

export function createResident(baseUrl: string, jar = new Map<string, Cookie>()): Resident {
  function cookieFor(url: URL): string {
    return [...jar]
      .filter(([, { path }]) => path === '/' || url.pathname === path || url.pathname.startsWith(`${path}/`))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
  }

  async function request(address: string, fields?: Fields): Promise<SeenPage> {
    const url = new URL(address, baseUrl)
    const cookie = cookieFor(url)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        ...(cookie && { cookie }),
        ...(fields && { origin: url.origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(fields && { method: 'POST', body: encode(fields) }),
    })
    for (const given of response.headers.getSetCookie()) keep(jar, given)
    const html = await response.text()
    const leads = response.headers.get('location')
    return {
      status: response.status,
      url: url.href,
      path: url.pathname,
      html,
      text: wordsOf(html),
      location: leads === null ? undefined : new URL(leads, url).href,
      headers: response.headers,
    }
  }

  const resident: Resident = {
    get: (address) => request(address),
    post: (address, fields) => request(address, fields),
    send(page, fields = {}) {
      const form = formOf(page)
      for (const name of Object.keys(fields)) {
        if (!form.names.has(name)) throw new Error(`${page.url} has no field ${name}, but ${[...form.names]}`)
      }
      return request(form.action, { ...form.held, ...fields })
    },
    follow(page) {
      if (page.status !== 303 || !page.location) {
        throw new Error(`${page.url} answered ${page.status}: ${page.text.slice(0, 1500)}`)
      }
      return request(page.location)
    },
    async arrive(page) {
      let at = await resident.follow(page)
      for (let hop = 0; at.status === 303 && hop < 5; hop++) at = await resident.follow(at)
      return at
    },
    async walk(page, steps) {
      let at = page
      for (const fields of steps) at = await resident.arrive(await resident.send(at, fields))
      return at
    },
    async fill(address, steps) {
      return resident.walk(await resident.get(address), [{}, ...steps])
    },
    cookieFor: (address) => cookieFor(new URL(address, baseUrl)),
    secondTab: () => createResident(baseUrl, jar),
  }
  return resident
}

/** The seal of the price that a check page shows. */
export function sealOn(page: SeenPage): string {
  const seal = /name="seen" value="([^"]*)"/.exec(page.html)?.[1]
  if (!seal) throw new Error(`${page.url} shows no price: ${page.text.slice(0, 1500)}`)
  return seal
}

/** The only form of a page: where it goes, what its fields are called, and what a browser would send untouched. */
function formOf({ html, url }: SeenPage) {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
  const [, attributes = '', inside = ''] = forms[0] ?? []
  if (forms.length !== 1) throw new Error(`${url} has ${forms.length} forms: ${wordsOf(html).slice(0, 500)}`)
  const action = attributeOf(attributes, 'action')
  const names = new Set<string>()
  const held: Fields = {}
  for (const [, tag, given = '', text = ''] of inside.matchAll(
    /<(input|button|select|textarea)\b([^>]*)>(?:([^<]*)<\/textarea>)?/g,
  )) {
    const name = attributeOf(given, 'name')
    if (!name) continue
    names.add(name)
    const type = attributeOf(given, 'type')
    if (tag === 'textarea') held[name] = decode(text)
    const chosen = type === 'radio' || type === 'checkbox' ? / checked/.test(given) : type !== 'submit'
    if (tag === 'input' && chosen) held[name] = attributeOf(given, 'value') ?? ''
  }
  return { action: action ? new URL(action, url).href : url, names, held }
}

function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
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

function wordsOf(html: string): string {
  return decode(html.replace(/<title>[\s\S]*?<\/title>/, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function encode(fields: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
    ),
  )
}

function keep(jar: Map<string, Cookie>, header: string): void {
  const [pair = '', ...attributes] = header.split('; ')
  const [name = '', value = ''] = pair.split('=')
  const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/'
  const key = `${name} ${path}`
  if (attributes.includes('Max-Age=0')) jar.delete(key)
  else jar.set(key, { value, path })
}
