import { afterAll, beforeAll, expect, test } from 'vitest'
import { safeNext } from '../../../server/web/officer/session.ts'
import { type Office, openOffice, origin } from './an-office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  office.app.request(`${origin}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin, cookie },
  })
const get = (path: string, cookie: string) => office.app.request(`${origin}${path}`, { headers: { cookie } })
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!

test('the first sign-in leads to a new password and nowhere else, under a new session each time', async () => {
  const { organisation } = office
  const { oneTimePassword } = await office.house.people.officers.add({
    organisationId: organisation.id,
    email: 'new@example.gov.uk',
    name: 'New',
    roles: ['admin'],
  })
  const planted = `officer=${'p'.repeat(43)}`
  const signedIn = await post(
    '/officer/sign-in',
    { email: 'new@example.gov.uk', password: oneTimePassword },
    planted,
  )
  expect(signedIn.status).toBe(303)
  const first = cookieOf(signedIn)
  expect(first).not.toBe(planted)
  expect((await get('/officer/forms', planted)).status).toBe(303)

  for (const path of ['/officer', '/officer/forms', '/officer/forms/bulky-waste/prices']) {
    const sent = await get(path, first)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/officer/password'])
  }
  const page = await (await get('/officer/password', first)).text()
  expect(page).toContain('Choose your own password')
  expect(page).not.toContain('href="/officer/submissions"')

  const weak = await post(
    '/officer/password',
    { currentPassword: oneTimePassword, newPassword: 'password1234' },
    first,
  )
  expect(weak.status).toBe(422)
  expect(await weak.text()).toMatch(
    /There is a problem[\s\S]*href="#newPassword">Enter a password that is harder to guess/,
  )

  const changed = await post(
    '/officer/password',
    { currentPassword: oneTimePassword, newPassword: 'lorry teapot saffron' },
    first,
  )
  expect(changed.status).toBe(303)
  const second = cookieOf(changed)
  expect(second).not.toBe(first)
  expect((await get('/officer/forms', first)).headers.get('location')).toMatch(/sign-in/)
  expect((await get('/officer/forms', second)).status).toBe(200)

  const out = await post('/officer/sign-out', {}, second)
  expect(out.headers.get('set-cookie')).toMatch(/^officer=; .*Max-Age=0/)
  expect((await get('/officer/forms', second)).headers.get('location')).toMatch(/sign-in/)
})

test('a failed sign-in says one thing, keeps the address and never the password', async () => {
  const pages = await Promise.all(
    [
      ['nobody@example.gov.uk', 'secret-that-must-not-show'],
      ['officer@exampleshire.example', 'secret-that-must-not-show'],
    ].map(async ([email, password]) => {
      const response = await post('/officer/sign-in', { email: email!, password: password! })
      expect(response.status).toBe(422)
      const html = await response.text()
      expect(html).toContain(`value="${email}"`)
      return html.replaceAll(email!, 'EMAIL').replace(/nonce="[^"]*"|content="[^"]*"/g, '')
    }),
  )
  expect(pages[0]).toBe(pages[1])
  expect(pages[0]).not.toContain('secret-that-must-not-show')
})

test('after sign-in an officer comes back to where they were', async () => {
  const { organisation } = office
  const { oneTimePassword } = await office.house.people.officers.add({
    organisationId: organisation.id,
    email: 'back@example.gov.uk',
    name: 'Back',
    roles: ['admin'],
  })
  const away = await get('/officer/submissions?reference=AB', '')
  const address = new URL(away.headers.get('location')!, origin)
  expect(address.searchParams.get('next')).toBe('/officer/submissions?reference=AB')
  const signedIn = await post('/officer/sign-in', {
    email: 'back@example.gov.uk',
    password: oneTimePassword,
    next: '/officer/submissions?reference=AB',
  })
  expect(signedIn.headers.get('location')).toBe('/officer/submissions?reference=AB')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/officer//evil.example',
  '/officer/../evil',
  '/officerevil',
  'javascript:alert(1)',
  '/officer/forms\r\nx: y',
  '/exampleshire',
])('sign-in never leads to %s', (next) => {
  const safe = safeNext(next)
  if (safe !== undefined) expect(new URL(safe, origin).href).toMatch(/^http:\/\/office\.test\//)
  if (!next.includes('..')) expect(safe).toBeUndefined()
})
