import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import * as refusals from '../../../server/errors.ts'
import { createLog } from '../../../server/log.ts'
import { createErrorPages, describeError } from '../../../server/web/errors.ts'
import { createAssets } from '../../../server/web/govuk/assets.ts'
import { createTemplates } from '../../../server/web/govuk/templates.ts'

const logged: string[] = []
const log = createLog('info', { write: (line) => void logged.push(line) })
const pages = createErrorPages({ templates: createTemplates(createAssets()), log })

async function shown(kind: 'resident' | 'officer', error: Error, language: 'en' | 'cy' = 'en') {
  const app = new Hono()
  app.get('/', () => {
    throw error
  })
  app.onError((thrown, c) => pages[kind](c, thrown, { language }))
  const response = await app.request('/')
  return { status: response.status, html: await response.text() }
}

type RefusalClass = new (message: string) => refusals.Refusal
const everyRefusal = Object.entries(refusals).filter(([name]) => name !== 'Refusal') as unknown as [
  string,
  RefusalClass,
][]

test.each(everyRefusal)(
  '%s has a status, a title for people, and is no fault of ours',
  async (_name, Refused) => {
    const answer = describeError(new Refused('why'))
    expect(answer.code).not.toBe('server-error')
    expect(answer.status).not.toBe(500)
    const { html, status } = await shown('resident', new Refused('words for officers'))
    expect(status).toBe(answer.status)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).not.toContain('words for officers')
    expect(html).not.toMatch(/please|sorry|invalid|forbidden/i)
  },
)

test.each(everyRefusal)('%s has a title in Welsh, too', async (_name, Refused) => {
  const title = async (language: 'en' | 'cy') =>
    /<h1[^>]*>(.*?)<\/h1>/.exec((await shown('resident', new Refused('why'), language)).html)?.[1]
  expect(await title('cy')).toBeTruthy()
  expect(await title('cy')).not.toBe(await title('en'))
})

test('an officer reads why, escaped, with the places where it is wrong', async () => {
  const error = new refusals.BadInput('<b>No</b>', [{ pointer: '/pricing/<i>', message: 'is "wrong"' }])
  const { status, html } = await shown('officer', error)
  expect(status).toBe(422)
  expect(html).toContain('&lt;b&gt;No&lt;/b&gt;')
  expect(html).toContain('<code>/pricing/&lt;i&gt;</code>: is &quot;wrong&quot;')
})

test('a bug is a 500 that tells nothing and is logged with its stack', async () => {
  for (const kind of ['resident', 'officer'] as const) {
    logged.length = 0
    const { status, html } = await shown(kind, new Error('secret detail'))
    expect(status).toBe(500)
    expect(html).not.toContain('secret detail')
    expect(logged.join()).toContain('secret detail')
    expect(logged.join()).toContain('errors.test.ts')
  }
})

test('a post that another site began is refused without being logged as ours', async () => {
  logged.length = 0
  const { status, html } = await shown('resident', new HTTPException(403))
  expect(status).toBe(403)
  expect(html).toContain('This did not come from our own page')
  expect(logged).toEqual([])
})
