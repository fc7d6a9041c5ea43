import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { createHouse, type House } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { ensureDemonstration } from '../../../server/demonstration/index.ts'
import { createLog } from '../../../server/log.ts'
import type { Officer, Organisation, Role } from '../../../server/people/index.ts'
import { createErrorPages } from '../../../server/web/errors.ts'
import { createAssets } from '../../../server/web/govuk/assets.ts'
import { createTemplates } from '../../../server/web/govuk/templates.ts'
import { officerRoutes } from '../../../server/web/officer/index.ts'
import { officerDeps } from '../../../server/web/officer-wiring.ts'

export const origin = 'http://office.test'

/** An officer at a browser: requests carry the session cookie and come from our own pages. */
export interface Browser {
  officer: Officer
  cookie: string
  get(path: string): Promise<Response>
  post(path: string, fields?: Record<string, string>): Promise<Response>
  put(path: string, json: unknown): Promise<Response>
  postJson(path: string, json: unknown): Promise<Response>
}

export interface Office {
  house: House
  /** Everything under /officer, and the built styles and scripts. */
  app: Hono
  organisation: Organisation
  signIn(roles: Role[], organisation?: Organisation): Promise<Browser>
  close(): Promise<void>
}

/** The forms of the library that officers' tests work on: publishing all of them would be most of the time of each file. */
const offered = new Set(['bulky-waste', 'food-hygiene-rerating', 'register-food-business'])

/** The officers' pages over the whole house with its demonstration council. `logged` gets every line of the log. */
export async function openOffice(logged?: string[]): Promise<Office> {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-office-'))
  const config = readConfig({ BASE_URL: origin, DATA_DIR: dataDir, EXPRESSION_WORKERS: '1' })
  const log = logged ? createLog('trace', { write: (line) => void logged.push(line) }) : createLog('silent')
  // The sandbox gateway is reached over HTTP; here that road is short.
  const sandboxFetch = ((input: string, init?: RequestInit) => {
    const url = new URL(input)
    return house.sandbox.app.request(url.pathname.replace(/^\/sandbox/, '') + url.search, init)
  }) as typeof fetch
  const house = await createHouse(config, { log, fetch: sandboxFetch })
  await ensureDemonstration(
    house,
    libraryForms().filter(({ slug }) => offered.has(slug)),
  )
  const assets = createAssets()
  const templates = createTemplates(assets)
  const app = new Hono()
  app.route('/assets', assets.routes)
  app.route('/officer', officerRoutes(officerDeps(house, templates, createErrorPages({ templates, log }))))
  const organisation = (await house.people.organisations.bySlug('exampleshire'))!
  let n = 0

  return {
    house,
    app,
    organisation,
    async signIn(roles, at = organisation) {
      const email = `officer${++n}@example.gov.uk`
      const { officer: added, oneTimePassword } = await house.people.officers.add({
        organisationId: at.id,
        email,
        name: `Officer ${n}`,
        roles,
      })
      const changed = await house.people.officers.changePassword(added.id, {
        current: oneTimePassword,
        next: `lorry teapot saffron ${n}`,
      })
      if (changed.kind !== 'changed') throw new Error(changed.message)
      const token = await house.people.sessions.start(changed.officer)
      return browserFor(app, changed.officer, `officer=${token}`)
    },
    async close() {
      await house.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function browserFor(app: Hono, officer: Officer, cookie: string): Browser {
  const headers = { cookie, origin, 'sec-fetch-site': 'same-origin' }
  const ask = async (path: string, init: RequestInit = {}) =>
    app.request(`${origin}${path}`, { ...init, headers: { ...headers, ...init.headers } })
  const json = { 'content-type': 'application/json' }
  return {
    officer,
    cookie,
    get: (path) => ask(path),
    post: (path, fields = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
    put: (path, body) => ask(path, { method: 'PUT', body: JSON.stringify(body), headers: json }),
    postJson: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body), headers: json }),
  }
}

/** The fields of the form at `action` on a page, as a browser would post them. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const start = html.search(new RegExp(`<form[^>]*action="${action.replaceAll('/', '\\/')}"`))
  if (start < 0) throw new Error(`No form posts to ${action}`)
  const form = html.slice(start, html.indexOf('</form>', start))
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type') ?? 'text'
    if (!name || (['checkbox', 'radio'].includes(type) && !/ checked\b/.test(tag))) continue
    fields[name] = attribute(tag, 'value') ?? ''
  }
  for (const [, open, content] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)) {
    fields[attribute(open!, 'name')!] = unescaped(content!).replaceAll('\n', '\r\n')
  }
  for (const [, open, options] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const chosen =
      /<option\b[^>]* selected[^>]*>/.exec(options!)?.[0] ?? /<option\b[^>]*>/.exec(options!)?.[0] ?? ''
    fields[attribute(open!, 'name')!] = attribute(chosen, 'value') ?? ''
  }
  return fields
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x5C;', '\\')
    .replaceAll('&#92;', '\\')
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&')
}
