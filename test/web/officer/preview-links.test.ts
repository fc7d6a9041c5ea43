import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEvent, submission } from '../../../server/db/schema/index.ts'
import { NotFound } from '../../../server/errors.ts'
import { origin } from './an-office.ts'
import { type TwoOfficers, twoOfficers } from './two-officers.ts'

let office: TwoOfficers['office']
let ada: TwoOfficers['ada']
let makeForm: TwoOfficers['makeForm']
beforeAll(async () => {
  ;({ office, ada, makeForm } = await twoOfficers())
})
afterAll(() => office?.close())

/** Somebody without an account. */
const colleague = (path: string, fields?: Record<string, string>) =>
  office.app.request(path.startsWith('http') ? path : `${origin}${path}`, {
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    headers: { origin, 'sec-fetch-site': 'same-origin' },
  })

async function linkOf(slug: string): Promise<string> {
  const made = await (await ada.post(`/officer/forms/${slug}/previews`)).text()
  return /http:\/\/office\.test\/officer\/previews\/[\w-]{43}/.exec(made)![0]
}

test('a colleague leafs through every page of the draft, and nothing is kept', async () => {
  const slug = await makeForm()
  const link = await linkOf(slug)
  // Told once.
  expect(await (await ada.get(`/officer/forms/${slug}/previews`)).text()).not.toContain(link)
  const { db } = office.house
  const before = (await db.select().from(submission)).length
  const index = await colleague(link)
  expect(index.headers.get('cache-control')).toBe('no-store')
  expect(index.headers.get('x-robots-tag')).toContain('noindex')
  const html = await index.text()
  expect(html).toContain('This form is in test mode')
  expect(html).toContain('Shown when ‘Are you the resident or the landlord?’ is')
  const pages = [...html.matchAll(/href="(\/officer\/previews\/[\w-]+\/[\w-]+)"/g)].map(([, path]) => path!)
  expect(pages).toHaveLength(10)
  let at = pages[0]!
  for (const expected of [...pages.slice(1), new URL(link).pathname]) {
    const page = await colleague(at)
    expect(page.status).toBe(200)
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(await page.text()).toContain('This form is in test mode')
    const next = await colleague(at, {})
    expect(next.headers.get('location')).toBe(expected)
    at = expected
  }
  expect(await db.select().from(submission)).toHaveLength(before)
})

test('what is typed is checked as a resident’s answers are', async () => {
  const link = await linkOf(await makeForm())
  const html = await (await colleague(link)).text()
  const contact = /href="(\/officer\/previews\/[^"]*contact[^"]*|[^"]*e-?mail[^"]*)"/.exec(html)![1]!
  const wrong = await colleague(contact, { email: 'not an address"><script>' })
  expect(wrong.status).toBe(422)
  const page = await wrong.text()
  expect(page).toContain('There is a problem')
  expect(page).not.toContain('"><script>')
  expect((await colleague(contact, { email: 'ada@example.com' })).status).toBe(303)
})

test('the draft is shown as it is now, and leads nowhere else', async () => {
  const slug = await makeForm()
  const link = await linkOf(slug)
  const { revision } = await office.house.forms.draft(office.organisation.id, slug)
  await office.house.forms.saveDraftPart(
    office.organisation.id,
    slug,
    { revision, part: { title: 'Changed & since' } },
    'system',
  )
  expect(await (await colleague(link)).text()).toContain('Changed &amp; since')
  expect((await colleague(`${link}/no-such-page`)).status).toBe(404)
  expect((await colleague(`${link}/__proto__`, {})).status).toBe(404)
})

test('a link ends when it is withdrawn, and cannot be guessed or withdrawn by others', async () => {
  const slug = await makeForm()
  const link = await linkOf(slug)
  const { previewLinks } = office.house.forms
  const [made] = await previewLinks.working(office.organisation.id, slug)
  const other = await makeForm()
  expect((await ada.post(`/officer/forms/${other}/previews/${made!.id}/withdrawal`)).status).toBe(404)
  for (const token of ['x', made!.id, made!.tokenHash, `${link.slice(-43, -1)}_`, '%00'])
    expect((await colleague(`/officer/previews/${token}`)).status).toBe(404)
  expect((await colleague(link)).status).toBe(200)
  const withdrawn = await ada.post(`/officer/forms/${slug}/previews/${made!.id}/withdrawal`)
  expect(withdrawn.status).toBe(303)
  expect((await colleague(link)).status).toBe(404)
  // Pressed twice, it is withdrawn once.
  expect((await ada.post(`/officer/forms/${slug}/previews/${made!.id}/withdrawal`)).status).toBe(303)
  const events = await office.house.db.select().from(auditEvent)
  expect(events.filter(({ event }) => event === 'form.preview-withdrawn')).toHaveLength(1)
  await expect(previewLinks.draft('')).rejects.toThrow(NotFound)
})
