import type { BrowserContext, Page } from 'playwright-core'
import type { Definition } from '../../builder-ui/designer/definition.ts'
import { openStoryHouse, type StoryHouse } from '../stories/story-house.ts'

/** A whole house with one signed-in officer: as `fetch` sees it, and as a browser does. */
export interface DesignerOffice {
  story: StoryHouse
  cookie: string
  /** A new draft of the document; gives its slug. */
  make(document: object): Promise<string>
  get(path: string): Promise<Response>
  send(method: 'POST' | 'PUT', path: string, json: unknown): Promise<Response>
  /** Gives a browser the officer's session. */
  signIn(context: BrowserContext): Promise<void>
  open(page: Page, slug: string): Promise<void>
  definition(slug: string): Promise<Definition>
  close(): Promise<void>
}

export async function openDesignerOffice(): Promise<DesignerOffice> {
  const story = await openStoryHouse()
  const { house, organisation, baseUrl } = story
  const { officer, oneTimePassword } = await house.people.officers.add({
    organisationId: organisation.id,
    email: 'ada@example.gov.uk',
    name: 'Ada',
    roles: ['admin'],
  })
  const changed = await house.people.officers.changePassword(officer.id, {
    current: oneTimePassword,
    next: 'lorry teapot saffron 7',
  })
  if (changed.kind !== 'changed') throw new Error(changed.message)
  const token = await house.people.sessions.start(changed.officer)
  const cookie = `officer=${token}`
  return {
    story,
    cookie,
    async make(document) {
      const made = await house.forms.create(organisation.id, JSON.stringify(document), 'system')
      if (made.kind !== 'created') throw new Error(JSON.stringify(made.problems))
      return made.slug
    },
    get: (path) => fetch(baseUrl + path, { headers: { cookie }, redirect: 'manual' }),
    send: (method, path, json) =>
      fetch(baseUrl + path, {
        method,
        redirect: 'manual',
        headers: {
          cookie,
          origin: baseUrl,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
        },
        body: typeof json === 'string' ? json : JSON.stringify(json),
      }),
    async signIn(context) {
      await context.addCookies([{ name: 'officer', value: token, url: `${baseUrl}/officer` }])
    },
    async open(page, slug) {
      await page.goto(`${baseUrl}/officer/forms/${slug}/design`)
      await page.waitForSelector('#designer[data-ready]')
    },
    definition: async (slug) =>
      (await house.forms.draft(organisation.id, slug)).document.definition as Definition,
    close: story.close,
  }
}
