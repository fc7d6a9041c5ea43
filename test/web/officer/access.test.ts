import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { submission } from '../../../server/db/schema/index.ts'
import { can, type Organisation, type Permission, type Role, roles } from '../../../server/people/index.ts'
import { officerRoutes } from '../../../server/web/officer/index.ts'
import { pdf } from '../../files/honest-files.ts'
import { typedBrand } from '../../people/a-brand.ts'
import { type Browser, type Office, openOffice, origin } from './an-office.ts'
import { paidPayment, refundOf } from './money-matters.ts'
import { claimElsewhere, sendSubmission } from './send-submission.ts'

/** Every route of the officers' pages: who may use it, and whether it is about something that belongs to one organisation. */
const table: Record<string, { needs: Permission | 'nothing' | 'session'; owned?: true }> = {
  'GET /sign-in': { needs: 'nothing' },
  'POST /sign-in': { needs: 'nothing' },
  'GET /': { needs: 'session' },
  'GET /password': { needs: 'session' },
  'POST /password': { needs: 'session' },
  'POST /sign-out': { needs: 'session' },
  'GET /forms': { needs: 'forms.read' },
  'GET /forms/new': { needs: 'forms.edit' },
  'GET /forms/new/:template': { needs: 'forms.edit' },
  'GET /forms/new/:template/:page': { needs: 'forms.edit' },
  'POST /forms/new/:template/:page': { needs: 'forms.edit' },
  'POST /forms': { needs: 'forms.edit' },
  'POST /forms/imports': { needs: 'forms.edit' },
  'GET /forms/:slug': { needs: 'forms.read', owned: true },
  'GET /forms/:slug/document.json': { needs: 'forms.read', owned: true },
  'GET /forms/:slug/design': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/design/preview': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/design/bank': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/design/comments': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/names': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/names': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/comments': { needs: 'forms.read', owned: true },
  'POST /forms/:slug/comments': { needs: 'forms.comment', owned: true },
  'POST /forms/:slug/comments/:comment/replies': { needs: 'forms.comment', owned: true },
  'POST /forms/:slug/comments/:comment/resolution': { needs: 'forms.comment', owned: true },
  'POST /forms/:slug/comments/:comment/reopening': { needs: 'forms.comment', owned: true },
  'GET /question-bank': { needs: 'forms.edit' },
  'POST /question-bank': { needs: 'forms.edit' },
  'GET /question-bank/:block': { needs: 'forms.edit', owned: true },
  'POST /question-bank/:block': { needs: 'forms.edit', owned: true },
  'POST /question-bank/:block/versions': { needs: 'forms.edit', owned: true },
  'POST /question-bank/:block/name': { needs: 'forms.edit', owned: true },
  'POST /question-bank/:block/retirement': { needs: 'forms.edit', owned: true },
  'POST /question-bank/:block/restoration': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/map': { needs: 'forms.edit', owned: true },
  'PUT /forms/:slug/design': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/design/conflict': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/design/conflict': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/prices': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/run': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/suggestions': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/prices/changes': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/lint': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/on-day': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/picks': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/prices/conflict': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/back-office': { needs: 'mapping.edit', owned: true },
  'POST /forms/:slug/back-office': { needs: 'mapping.edit', owned: true },
  'POST /forms/:slug/back-office/preview': { needs: 'mapping.edit', owned: true },
  'POST /forms/:slug/back-office/lint': { needs: 'mapping.edit', owned: true },
  'POST /forms/:slug/back-office/conflict': { needs: 'mapping.edit', owned: true },
  'GET /forms/:slug/back-office/changes': { needs: 'mapping.edit', owned: true },
  'POST /forms/:slug/back-office/test': { needs: 'mapping.edit', owned: true },
  'GET /forms/:slug/settings': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/settings': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/settings/conflict': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/publish': { needs: 'forms.publish', owned: true },
  'POST /forms/:slug/publish': { needs: 'forms.publish', owned: true },
  'GET /previews/:token': { needs: 'nothing' },
  'GET /previews/:token/:page': { needs: 'nothing' },
  'POST /previews/:token/:page': { needs: 'nothing' },
  'GET /forms/:slug/previews': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/previews': { needs: 'forms.edit', owned: true },
  'POST /forms/:slug/previews/:preview/withdrawal': { needs: 'forms.edit', owned: true },
  'GET /forms/:slug/plan': { needs: 'forms.read', owned: true },
  'POST /forms/:slug/plan/:plan/approval': { needs: 'forms.publish', owned: true },
  'POST /forms/:slug/plan/:plan/cancellation': { needs: 'forms.publish', owned: true },
  'POST /forms/:slug/plan/:plan/moment': { needs: 'forms.publish', owned: true },
  'GET /forms/:slug/versions': { needs: 'forms.read', owned: true },
  'GET /forms/:slug/versions/:number/publication': { needs: 'forms.publish', owned: true },
  'POST /forms/:slug/versions/:number/publication': { needs: 'forms.publish', owned: true },
  'GET /forms/:slug/unpublication': { needs: 'forms.publish', owned: true },
  'POST /forms/:slug/unpublication': { needs: 'forms.publish', owned: true },
  'GET /price-approval': { needs: 'gateways.manage' },
  'POST /price-approval': { needs: 'gateways.manage' },
  'GET /submissions': { needs: 'submissions.read' },
  'GET /submissions/:reference': { needs: 'submissions.read', owned: true },
  'GET /submissions/:reference/files/:file': { needs: 'submissions.read', owned: true },
  'GET /assisted': { needs: 'payments.take' },
  'POST /assisted': { needs: 'payments.take' },
  'GET /submissions/:reference/payment': { needs: 'payments.read', owned: true },
  'POST /submissions/:reference/payment/attempts': { needs: 'payments.take', owned: true },
  'POST /submissions/:reference/payment/links': { needs: 'payments.take', owned: true },
  'POST /submissions/:reference/payment/links/withdrawals': { needs: 'payments.take', owned: true },
  'POST /submissions/:reference/payment/claims': { needs: 'payments.take', owned: true },
  'POST /submissions/:reference/payment/claims/:claim/withdrawals': { needs: 'payments.take', owned: true },
  'POST /submissions/:reference/payment/claims/:claim/confirmations': {
    needs: 'payments.confirm',
    owned: true,
  },
  'POST /submissions/:reference/payment/claims/:claim/rejections': { needs: 'payments.confirm', owned: true },
  'GET /payments': { needs: 'payments.read' },
  'GET /payments/:id': { needs: 'payments.read', owned: true },
  'POST /payments/:id/checks': { needs: 'payments.check', owned: true },
  'GET /payments/:id/refunds/new': { needs: 'payments.refund', owned: true },
  'POST /payments/:id/refunds/new': { needs: 'payments.refund', owned: true },
  'POST /payments/:id/refunds': { needs: 'payments.refund', owned: true },
  'GET /refunds': { needs: 'payments.read' },
  'GET /refunds/:id': { needs: 'payments.read', owned: true },
  'POST /refunds/:id/approval': { needs: 'payments.refund', owned: true },
  'POST /refunds/:id/rejection': { needs: 'payments.refund', owned: true },
  'POST /refunds/:id/repayment': { needs: 'payments.refund', owned: true },
  'GET /to-look-at': { needs: 'payments.read' },
  'GET /gateways': { needs: 'payments.read' },
  'GET /gateways/new': { needs: 'gateways.manage' },
  'POST /gateways': { needs: 'gateways.manage' },
  'POST /gateways/refund-approval': { needs: 'gateways.manage' },
  'POST /gateways/:name/connection': { needs: 'gateways.manage', owned: true },
  'GET /gateways/:name/settings': { needs: 'gateways.manage', owned: true },
  'POST /gateways/:name/settings': { needs: 'gateways.manage', owned: true },
  'GET /datasets': { needs: 'mapping.edit' },
  'GET /datasets/new': { needs: 'mapping.edit' },
  'POST /datasets/new': { needs: 'mapping.edit' },
  'POST /datasets': { needs: 'mapping.edit' },
  'GET /datasets/:name': { needs: 'mapping.edit', owned: true },
  'GET /datasets/:name/columns': { needs: 'mapping.edit', owned: true },
  'POST /datasets/:name/columns': { needs: 'mapping.edit', owned: true },
  'POST /datasets/:name/imports': { needs: 'mapping.edit', owned: true },
  'GET /datasets/:name/removal': { needs: 'mapping.edit', owned: true },
  'POST /datasets/:name/removal': { needs: 'mapping.edit', owned: true },
  'GET /senders': { needs: 'gateways.manage' },
  'GET /senders/:channel': { needs: 'gateways.manage' },
  'POST /senders/:channel': { needs: 'gateways.manage' },
  'POST /senders/:channel/connection': { needs: 'gateways.manage' },
  'GET /address-sources': { needs: 'gateways.manage' },
  'GET /address-sources/:source': { needs: 'gateways.manage' },
  'POST /address-sources/:source': { needs: 'gateways.manage' },
  'POST /address-sources/:source/connection': { needs: 'gateways.manage' },
  'GET /brands': { needs: 'brands.manage' },
  'GET /brands/new': { needs: 'brands.manage' },
  'POST /brands': { needs: 'brands.manage' },
  'GET /brands/:name': { needs: 'brands.manage', owned: true },
  'POST /brands/:name': { needs: 'brands.manage', owned: true },
  'POST /brands/:name/logo': { needs: 'brands.manage', owned: true },
  'GET /deliveries': { needs: 'deliveries.read' },
  'POST /deliveries/:id/replays': { needs: 'deliveries.replay', owned: true },
}

let office: Office
let otherham: Organisation
/** What the parameters of a path stand for: things of Exampleshire. */
const ours: Record<string, string> = {
  slug: 'bulky-waste',
  number: '1',
  channel: 'email',
  source: 'postcode',
  template: 'bulky-waste',
  page: 'who-you-are',
}
const browsers = {} as Record<Role, Browser>
let outsider: Browser

beforeAll(async () => {
  office = await openOffice()
  otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham Council' })
  const paid = await sendSubmission(office, 'bulky-waste')
  ours.reference = paid.reference
  ours.paymentId = (await office.house.payments.forSubmission(paid.submissionId))[0]!.id
  ours.claim = await claimElsewhere(office, paid.submissionId)
  const refunded = await paidPayment(office)
  ours.refundId = (await refundOf(office, refunded, 500, { needsSecondPerson: true })).id
  ours.name = 'waste-cards'
  await office.house.payments.accounts.add({
    organisationId: office.organisation.id,
    name: ours.name,
    gateway: 'govuk-pay',
    mode: 'test',
    settings: { apiKey: 'api_test_0123456789abcdef' },
  })
  await office.house.datasets.book.add({
    organisationId: office.organisation.id,
    name: ours.name!,
    title: 'Waste cards',
    columns: [{ name: 'card', use: 'key' }],
  })
  const { forms, clock } = office.house
  const at = new Date(clock.now().getTime() + 86_400_000)
  await forms.publish(office.organisation.id, 'bulky-waste', { note: 'Later', mode: 'test', at }, 'system')
  const { link } = await forms.previewLinks.make(office.organisation.id, 'bulky-waste', 'system')
  ours.preview = link.id
  const said = { question: 'items', text: 'The bulky waste collection needs a hint' }
  ours.comment = await forms.comments.add(office.organisation.id, 'bulky-waste', said, 'system')
  const question = { type: 'email', key: 'email', label: 'Email for the bulky waste collection' }
  const added = { name: 'Email', components: [question] }
  const kept = await forms.questionBank.add(office.organisation.id, added, 'system')
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept))
  ours.block = kept.block.id
  ours.plan = (await forms.publications.plan(office.organisation.id, 'bulky-waste'))!.id
  ours.file = await aFileOf(paid.submissionId)
  await office.house.people.brands.add(office.organisation.id, ours.name!, typedBrand(), 'system')
  const free = await sendSubmission(office, 'register-food-business', { charityNumber: '1234567' })
  ours.deliveryId = (await office.house.delivery.forSubmission(free.submissionId))[0]!.id
  for (const role of roles) browsers[role] = await office.signIn([role])
  outsider = await office.signIn(['admin'], otherham)
})
afterAll(() => office.close())

/** A file of a submission, as the files room has it. */
async function aFileOf(submissionId: string): Promise<string> {
  const { db, files, clock } = office.house
  await db.update(submission).set({ state: 'answering' }).where(eq(submission.id, submissionId))
  const outcome = await files.receive({
    submissionId,
    questionKey: 'proof',
    settings: { types: ['pdf'], atMostBytes: 1e6, atMostFiles: 1 },
    bytes: (async function* () {
      yield new Uint8Array(pdf())
    })(),
    claimedName: 'bulky waste collection.pdf',
  })
  await db.update(submission).set({ state: 'submitted' }).where(eq(submission.id, submissionId))
  if (outcome.kind !== 'stored') throw new Error(`Not stored at ${clock.now()}: ${outcome.kind}`)
  return outcome.upload.id
}

const routes = Object.entries(table).map(([route, rule]) => {
  const [method, path] = route.split(' ') as [string, string]
  return { route, method, path, ...rule }
})

function address(path: string): string {
  const ids = { '/payments': 'paymentId', '/refunds': 'refundId', '/deliveries': 'deliveryId' }
  const id = Object.entries(ids).find(([prefix]) => path.startsWith(prefix))?.[1] ?? ''
  return `/officer${path}`
    .replace(/:(\w+)/g, (_, name) => ours[name === 'id' ? id : name]!)
    .replace(/\/$/, '')
}

/** What each route is sent: something it can make sense of, that changes nothing. */
function send(browser: Browser, method: string, path: string): Promise<Response> {
  if (method === 'GET') return browser.get(address(path))
  if (method === 'PUT')
    return browser.put(address(path), { revision: 999, definition: bulkyWaste.definition })
  if (path.endsWith('/lint')) return browser.postJson(address(path), { source: '1' })
  const mine = path.includes('design')
    ? { definition: bulkyWaste.definition }
    : path.includes('prices')
      ? { pricing: bulkyWaste.pricing }
      : path.includes('back-office')
        ? { deliveries: bulkyWaste.deliveries }
        : { settings: {} }
  return browser.post(address(path), path.endsWith('/conflict') ? { mine: JSON.stringify(mine) } : {})
}

const bulkyWaste = libraryForms().find(({ slug }) => slug === 'bulky-waste')!.document

test('the table has every route there is', () => {
  const app = officerRoutes({ baseUrl: origin } as never)
  const real = app.routes
    .filter(({ method, path }) => !(method === 'ALL' && path === '/*'))
    .map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(real)].sort()).toEqual(Object.keys(table).sort())
})

describe('without a session', () => {
  test.each(routes.filter(({ needs }) => needs !== 'nothing'))(
    '$route leads to sign-in',
    async ({ method, path }) => {
      for (const cookie of ['', 'officer=', `officer=${'a'.repeat(43)}`, 'officer=%00']) {
        const nobody = await send({ ...browserWith(cookie) }, method, path)
        if (nobody.status === 401) expect(await nobody.json()).toHaveProperty('message')
        else {
          expect(nobody.status).toBe(303)
          expect(nobody.headers.get('location')).toMatch(/^\/officer\/sign-in(\?next=%2Fofficer[\w%.-]*)?$/)
        }
      }
    },
  )
})

describe('each role', () => {
  const cases = routes.flatMap((route) => roles.map((role) => ({ ...route, role })))
  test.each(cases.filter(({ needs }) => needs !== 'nothing' && needs !== 'session'))(
    '$role, $route',
    async ({ role, method, path, needs }) => {
      const response = await send(browsers[role], method, path)
      const allowed = can({ roles: [role] }, needs as Permission)
      if (!allowed) {
        expect(response.status).toBe(403)
        expect(await response.text()).toMatch(/You do not have access to this|Your roles do not include this/)
      } else {
        expect([200, 201, 303, 404, 409, 422]).toContain(response.status)
        if (response.status === 404) expect(path).toBe('/forms')
      }
    },
  )
})

describe('an officer of another organisation', () => {
  test.each(routes.filter(({ owned }) => owned))('finds nothing at $route', async ({ method, path }) => {
    const response = await send(outsider, method, path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('bulky waste collection')
  })

  test.each([
    '/officer/forms',
    '/officer/submissions',
    '/officer/payments',
    '/officer/payments?text=bw',
    '/officer/refunds',
    '/officer/to-look-at',
    '/officer/deliveries',
    '/officer/gateways',
    '/officer/datasets',
    '/officer/senders',
    '/officer/address-sources',
  ])('sees nothing of ours in %s', async (path) => {
    const html = await (await outsider.get(path)).text()
    expect(html).not.toMatch(/bulky-waste|BW-|waste-cards/)
    expect(html).not.toContain(ours.reference)
    expect(html).not.toContain(ours.refundId)
  })
})

describe('a request that another site started', () => {
  test.each(routes.filter(({ method, path }) => method === 'POST' && !path.endsWith('/lint')))(
    '$route is refused',
    async ({ path }) => {
      const { cookie } = browsers.admin
      const sent: Record<string, string>[] = [
        { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { cookie, origin: 'null', 'sec-fetch-site': 'cross-site' },
        { cookie, origin: 'https://evil.example' },
        { cookie },
      ]
      for (const headers of sent) {
        const response = await office.app.request(`${origin}${address(path)}`, {
          method: 'POST',
          body: new URLSearchParams(),
          headers,
        })
        expect(response.status).toBe(403)
      }
    },
  )

  test('a form that posts JSON in disguise is refused, too', async () => {
    const response = await office.app.request(`${origin}/officer/forms/bulky-waste/prices/lint`, {
      method: 'POST',
      body: '{"source":"1"}',
      headers: {
        cookie: browsers.admin.cookie,
        origin: 'https://evil.example',
        'content-type': 'text/plain',
      },
    })
    expect(response.status).toBe(403)
  })
})

test('every page has a strict policy with a fresh nonce', async () => {
  const policies = await Promise.all(
    [1, 2].map(
      async () => (await browsers.admin.get('/officer/forms')).headers.get('content-security-policy')!,
    ),
  )
  expect(policies[0]).not.toBe(policies[1])
  for (const policy of policies) {
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  }
})

test('an address that does not exist is a page that says so', async () => {
  for (const path of [
    '/officer/nothing',
    '/officer/forms/no-such-form',
    '/officer/forms/%00',
    "/officer/submissions/'%20or%201=1",
    '/officer/payments/x',
  ]) {
    const response = await browsers.admin.get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Page not found')
  }
})

function browserWith(cookie: string): Browser {
  const ask = async (path: string, init: RequestInit = {}) =>
    office.app.request(`${origin}${path}`, {
      ...init,
      headers: { cookie, origin, 'sec-fetch-site': 'same-origin', ...init.headers },
    })
  const json = { 'content-type': 'application/json' }
  return {
    officer: undefined as never,
    cookie,
    get: (path) => ask(path),
    post: (path, fields = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
    put: (path, body) => ask(path, { method: 'PUT', body: JSON.stringify(body), headers: json }),
    postJson: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body), headers: json }),
  }
}
