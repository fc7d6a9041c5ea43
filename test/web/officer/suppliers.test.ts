import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEvent } from '../../../server/db/schema/index.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'

let office: Office
let admin: Browser
const logged: string[] = []
beforeAll(async () => {
  office = await openOffice(logged)
  // A council of its own: the demonstration's may have suppliers already.
  const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
  admin = await office.signIn(['admin'], otherham)
})
afterAll(() => office.close())

const page = async (path: string) => (await admin.get(path)).text()
const smtp = {
  supplier: 'smtp',
  // Nobody listens there: the connection cannot work.
  'settings.host': '127.0.0.1',
  'settings.port': '1',
  'settings.security': 'starttls',
  'settings.user': 'council',
  'settings.password': 'a-secret-password',
  'settings.from': 'forms@example.gov.uk',
}

describe('what carries messages', () => {
  test('is chosen, then asked for its settings', async () => {
    expect(await page('/officer/senders')).toContain('Nobody is set up.')
    const choice = await page('/officer/senders/email')
    expect(choice).toContain('value="smtp"')
    expect(choice).toContain('value="govuk-notify"')
    expect((await admin.get('/officer/senders/email?choose=1')).status).toBe(422)
    const form = await page('/officer/senders/email?supplier=smtp')
    expect(form).toContain('Mail server')
    expect(form).toContain('type="password"')
  })

  test('is told what is wrong with each setting, and secrets are typed anew', async () => {
    const answer = await admin.post('/officer/senders/email', {
      ...smtp,
      'settings.host': '',
      'settings.from': 'nobody',
    })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('Enter the mail server')
    expect(html).not.toContain('a-secret-password')
    const bad = await admin.post('/officer/senders/email', { ...smtp, 'settings.from': 'nobody' })
    expect(await bad.text()).toContain('must be an email address')
    for (const supplier of ['', 'carrier-pigeon', 'outbox', '__proto__'])
      expect((await admin.post('/officer/senders/email', { supplier })).status).toBe(422)
  })

  test('is kept encrypted and never shown; the newer takes the place of the older, and each change is recorded', async () => {
    const saved = await admin.post('/officer/senders/email', smtp)
    expect(saved.headers.get('location')).toBe('/officer/senders?saved')
    expect(await page('/officer/senders')).toContain('127.0.0.1')
    const apiKey = `counterfoil-${'0123abcd-'.repeat(4)}0123456789ab-0123abcd-0123-4123-8123-0123456789ab`
    const replaced = await admin.post('/officer/senders/email', { ...smtp, 'settings.host': 'localhost' })
    expect(replaced.status).toBe(303)
    const shown = (await page('/officer/senders')) + (await page('/officer/senders/email?supplier=smtp'))
    expect(shown).toContain('localhost')
    for (const secret of ['a-secret-password', apiKey]) expect(shown).not.toContain(secret)
    const events = await office.house.db.select().from(auditEvent)
    const ours = events.filter(({ event }) => event.startsWith('message-sender.'))
    expect(ours.map(({ event, actor }) => [event, actor])).toEqual([
      ['message-sender.added', `officer:${admin.officer.id}`],
      ['message-sender.replaced', `officer:${admin.officer.id}`],
    ])
    expect(JSON.stringify(events) + logged.join('')).not.toContain('a-secret-password')
  })

  test('is tried out without sending anything', async () => {
    const answer = await admin.post('/officer/senders/email/connection')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('The connection does not work.')
    expect((await admin.post('/officer/senders/text/connection')).status).toBe(303)
    for (const channel of ['post', '__proto__'])
      expect((await admin.get(`/officer/senders/${channel}`)).status).toBe(404)
  })
})

describe('where addresses come from', () => {
  test('is chosen, kept, tried and replaced', async () => {
    expect(await page('/officer/address-sources')).toContain('residents type their address')
    const key = 'AnOrdnanceSurveyKey0123456789abc'
    const saved = await admin.post('/officer/address-sources/postcode', {
      supplier: 'dataset',
      'settings.dataset': 'gazetteer',
    })
    expect(saved.headers.get('location')).toBe('/officer/address-sources?saved')
    const tried = await admin.post('/officer/address-sources/postcode/connection')
    expect(await tried.text()).toContain('There is no dataset ‘gazetteer’ with rows in it')
    const replaced = await admin.post('/officer/address-sources/postcode', {
      supplier: 'os-places',
      'settings.key': key,
    })
    expect(replaced.status).toBe(303)
    const shown = await page('/officer/address-sources')
    expect(shown).not.toContain(key)
    expect(shown).not.toContain('gazetteer')
    expect(logged.join('')).not.toContain(key)
  })
})

test('both are in the menu of those who may manage them, and of nobody else', async () => {
  const menu = await page('/officer/gateways')
  for (const href of ['senders', 'address-sources', 'datasets'])
    expect(menu).toContain(`href="/officer/${href}"`)
  const agent = await office.signIn(['agent'])
  const theirs = await (await agent.get('/officer/submissions')).text()
  for (const href of ['senders', 'address-sources', 'datasets'])
    expect(theirs).not.toContain(`href="/officer/${href}"`)
})
