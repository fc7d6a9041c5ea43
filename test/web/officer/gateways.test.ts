import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEvent, gatewayAccount, gatewayHour } from '../../../server/db/schema/index.ts'
import { type Browser, fieldsOf, type Office, openOffice } from './an-office.ts'

const logged: string[] = []
let office: Office
let admin: Browser
let finance: Browser

beforeAll(async () => {
  office = await openOffice(logged)
  admin = await office.signIn(['admin'])
  finance = await office.signIn(['finance'])
})
afterAll(() => office?.close())

const path = '/officer/gateways'
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const page = async (browser = admin) => (await browser.get(path)).text()
const accounts = () => office.house.payments.accounts.list(office.organisation.id)

/** What a browser would post of a form for a new account at a gateway. */
async function blankForm(gateway: string) {
  const html = await (await admin.get(`${path}/new?gateway=${gateway}`)).text()
  return { html, fields: fieldsOf(html, path) }
}

const govukPay = {
  gateway: 'govuk-pay',
  label: 'Card payments, waste',
  name: 'waste-cards',
  mode: 'test',
  'settings.apiKey': 'api_test_0123456789abcdef',
  'settings.webhookSecrets': 'first-signing-secret',
  'settings.webhookSecrets.2': 'second-signing-secret',
  'settings.delayedCapture': 'no',
}

describe('what an account is shown as', () => {
  test('its gateway, its mode, its webhook address and the forms that use it', async () => {
    const [card] = await accounts()
    const text = words(await page())
    for (const said of [
      'Sandbox (no money moves). Forms call it card',
      `http://office.test/hooks/sandbox/${card!.id}`,
      'Book a bulky waste collection (test)',
      'It was not asked anything',
      'Keys in use since',
    ]) {
      expect(text).toContain(said)
    }
    expect(await page()).toContain('/officer/forms/bulky-waste')
  })

  test('how it answered in the last day, when it last answered, and why it last failed', async () => {
    const [card] = await accounts()
    const now = office.house.clock.now()
    const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
    const hour = { gatewayAccountId: card!.id, organisationId: office.organisation.id }
    const evil = '<img src=x onerror=alert(1)>'
    await office.house.db.insert(gatewayHour).values([
      {
        ...hour,
        hour: ago(2),
        calls: 200,
        failures: 3,
        lastSuccessAt: ago(2),
        lastFailureAt: ago(2),
        lastFailure: `It said ${evil}`,
      },
      {
        ...hour,
        hour: ago(60),
        calls: 1000,
        failures: 1000,
        lastSuccessAt: null,
        lastFailureAt: ago(60),
        lastFailure: 'Older',
      },
    ])
    const html = await page()
    expect(words(html)).toContain('3 of 200 calls failed (1.5%)')
    expect(words(html)).toMatch(/Last answered \d+ \w+ \d{4} at/)
    expect(html).toContain('It said &lt;img')
    expect(html).not.toContain('Older')
    await office.house.db.delete(gatewayHour)
  })

  test('keys that are a year old are worth a word', async () => {
    const { db, clock } = office.house
    const age = (days: number) =>
      db
        .update(gatewayAccount)
        .set({ settingsChangedAt: new Date(clock.now().getTime() - days * 86_400_000) })
        .where(eq(gatewayAccount.name, 'card'))
    await age(364)
    expect(await page()).not.toContain('days old')
    await age(366)
    expect(await page()).toContain('These keys are 366 days old')
    await age(0)
  })

  test('finance reads it, and is offered nothing to change', async () => {
    const html = await page(finance)
    expect(html).toContain('Forms call it')
    expect(html).not.toMatch(/Test connection|Add an account|<form method="post" action="\/officer\/gateways/)
    expect(html).not.toContain('/officer/forms/bulky-waste')
  })

  test('testing the connection says how it went, and changes nothing', async () => {
    const before = await accounts()
    const response = await admin.post(`${path}/card/connection`)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('The connection works.')
    expect(await accounts()).toEqual(before)
    expect((await admin.post(`${path}/nothing/connection`)).status).toBe(404)
  })
})

describe('a new account', () => {
  test('the gateway is chosen first', async () => {
    const html = await (await admin.get(`${path}/new`)).text()
    for (const { name, title } of Object.values(office.house.gateways)) {
      expect(html).toContain(`value="${name}"`)
      expect(html).toContain(title)
    }
    expect((await admin.get(`${path}/new?choose=1`)).status).toBe(422)
    for (const gateway of ['nonsense', '__proto__', '']) {
      expect((await admin.post(path, { gateway })).status).toBe(422)
    }
  })

  test('the form asks for what each gateway has to know, and gives no secret a value', async () => {
    for (const gateway of Object.values(office.house.gateways)) {
      const { html } = await blankForm(gateway.name)
      if (gateway.name === 'sandbox') {
        expect(html).not.toContain('name="settings.')
        continue
      }
      for (const field of gateway.settingFields) {
        const box = new RegExp(`<(input|select)[^>]*name="settings\\.${field.name}"[^>]*>`).exec(html)?.[0]
        expect(box, field.name).toBeTruthy()
        if (field.kind !== 'secret' && field.kind !== 'secrets') continue
        expect(box).toContain('type="password"')
        expect(box).toContain('autocomplete="off"')
        expect(box).not.toMatch(/ value=/)
      }
    }
  })

  test('it is added, tested, and its secrets are on no page and in no log', async () => {
    const added = await admin.post(path, govukPay)
    expect(added.headers.get('location')).toBe(`${path}?added`)
    const account = (await accounts()).find(({ name }) => name === 'waste-cards')!
    expect(account).toMatchObject({ label: 'Card payments, waste', gateway: 'govuk-pay', mode: 'test' })
    const html = (await page()) + (await (await admin.get(`${path}/waste-cards/settings`)).text())
    expect(html).toContain(`/hooks/govuk-pay/${account.id}`)
    const tested = await (await admin.post(`${path}/waste-cards/connection`)).text()
    expect(tested).toContain('The connection does not work.')
    expect(html + tested + logged.join('')).not.toMatch(/api_test_0123|signing-secret/)
    const [row] = await office.house.db
      .select()
      .from(gatewayAccount)
      .where(eq(gatewayAccount.name, 'waste-cards'))
    expect(row!.sealedSettings).not.toContain('api_test_0123')
    const events = await office.house.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.event, 'gateway-account.added'))
    expect(events.at(-1)).toMatchObject({ actor: `officer:${admin.officer.id}` })
    expect(JSON.stringify(events)).not.toContain('api_test_0123')
  })

  test('the sandbox makes its own keys, and takes no real money', async () => {
    const added = await admin.post(path, {
      gateway: 'sandbox',
      label: 'To try',
      name: 'trying',
      mode: 'live',
    })
    expect(added.status).toBe(303)
    expect((await accounts()).find(({ name }) => name === 'trying')).toMatchObject({ mode: 'test' })
    expect(await (await admin.post(`${path}/trying/connection`)).text()).toContain('The connection works.')
    expect((await admin.get(`${path}/trying/settings`)).status).toBe(404)
  })

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['no label', { label: ' ' }, 'label', /Enter what officers call the account/],
    ['no name', { name: '' }, 'name', /Enter the name that forms use/],
    ['a name of other signs', { name: 'Waste Cards' }, 'name', /lower-case letters/],
    ['a name that is taken', { name: 'card' }, 'name', /There is already a payment account named card/],
    ['no mode', { mode: '' }, 'mode', /Choose whether the account takes real money/],
    ['a test key in a live account', { mode: 'live' }, 'mode', /cannot use a key for test payments/],
    ['no key', { 'settings.apiKey': ' ' }, 'settings.apiKey', /Enter the API key/],
    [
      'a wrong key',
      { 'settings.apiKey': 'my-secret-thing' },
      'settings.apiKey',
      /API key must begin with api_test_/,
    ],
    [
      'a short secret',
      { 'settings.webhookSecrets': 'hunter2' },
      'settings.webhookSecrets',
      /at least 8 characters/,
    ],
    ['a card number as a label', { label: '4111 1111 1111 1111' }, 'label', /must not be a card number/],
  ])('%s is explained beside its box', async (_what, change, field, message) => {
    const before = await accounts()
    const sent: Record<string, string> = { ...govukPay, name: 'another', ...change }
    const response = await admin.post(path, sent)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('<title>Error: ')
    expect(html).toMatch(new RegExp(`href="#${field}">[^<]*${message.source}`))
    expect(html).toContain(`id="${field}"`)
    // What is no secret is kept; what is one has to be typed again, and is nowhere on the page.
    if (sent.label!.trim() !== '' && !sent.label!.includes('1111'))
      expect(html).toContain(`value="${sent.label}"`)
    expect(html).not.toMatch(/api_test_0123|my-secret-thing|hunter2|signing-secret|1111/)
    expect(await accounts()).toEqual(before)
  })

  test('everything that is wrong is said at once', async () => {
    const html = await (
      await admin.post(path, { gateway: 'pay360', 'settings.siteId': 'x', name: '?' })
    ).text()
    for (const said of [
      'Enter what officers call the account',
      'lower-case letters',
      'Choose whether the account takes real money',
      'Choose an answer to ‘Environment’',
      'Site ID must be a number',
      'Enter the SCP ID',
      'Enter the HMAC key',
    ]) {
      expect(html).toContain(said)
    }
    expect(html).toContain('value="x"')
  })
})

describe('other settings for an account', () => {
  beforeAll(async () => {
    await admin.post(path, { ...govukPay, name: 'changing' })
  })
  const address = `${path}/changing/settings`

  test('all are typed anew, and take the place of the old ones', async () => {
    const html = await (await admin.get(address)).text()
    expect(html).toContain('the old ones are never shown')
    const before = (await accounts()).find(({ name }) => name === 'changing')!
    const replaced = await admin.post(address, { 'settings.apiKey': 'api_test_another0123456' })
    expect(replaced.headers.get('location')).toBe(`${path}?replaced`)
    const after = (await accounts()).find(({ name }) => name === 'changing')!
    expect(after.settingsChangedAt.getTime()).toBeGreaterThan(before.settingsChangedAt.getTime())
    expect(after.mode).toBe('test')
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['nothing', {}, /Enter the API key/],
    ['a live key', { 'settings.apiKey': 'api_live_0123456789abcdef' }, /cannot use a key for live payments/],
    ['a wrong key', { 'settings.apiKey': 'my-secret-thing' }, /API key must begin with/],
  ])('%s is refused, and not shown again', async (_what, typed, message) => {
    const response = await admin.post(address, typed)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(message)
    expect(html).not.toMatch(/api_live_0123|my-secret-thing/)
  })
})

describe('whether refunds need a second officer', () => {
  const needed = async () =>
    (await office.house.people.organisations.byId(office.organisation.id))!.refundsNeedSecondPerson

  test('is chosen here, and kept in the audit trail', async () => {
    expect((await admin.post(`${path}/refund-approval`)).status).toBe(422)
    expect((await admin.post(`${path}/refund-approval`, { secondPerson: 'perhaps' })).status).toBe(422)
    expect(await needed()).toBe(false)
    const saved = await admin.post(`${path}/refund-approval`, { secondPerson: 'yes' })
    expect(saved.headers.get('location')).toBe(`${path}?saved`)
    expect(await needed()).toBe(true)
    expect(await page(finance)).toContain('is made when another has approved it')
    await admin.post(`${path}/refund-approval`, { secondPerson: 'no' })
    expect(await needed()).toBe(false)
    const events = await office.house.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.event, 'organisation.second-person-for-refunds'))
    expect(events.map(({ details }) => details.needed)).toEqual([true, false])
  })

  test('finance cannot choose it', async () => {
    expect((await finance.post(`${path}/refund-approval`, { secondPerson: 'yes' })).status).toBe(403)
    expect(await needed()).toBe(false)
  })
})

test('accounts of another organisation do not exist here', async () => {
  const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
  const outsider = await office.signIn(['admin'], otherham)
  const html = await page(outsider)
  expect(html).toContain('There is no account yet')
  expect(html).not.toContain('waste-cards')
  expect((await outsider.post(`${path}/card/connection`)).status).toBe(404)
  expect((await outsider.get(`${path}/waste-cards/settings`)).status).toBe(404)
  expect((await outsider.post(`${path}/waste-cards/settings`, { 'settings.apiKey': 'x' })).status).toBe(404)
})
