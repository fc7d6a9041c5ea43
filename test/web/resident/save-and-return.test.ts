import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bilingualPermitText, permit, sealOn } from '../../stories/journeys.ts'
import { messagesSent } from '../../stories/outbox.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import type { Engine } from '../../support/db.ts'
import type { Resident, SeenPage } from '../../support/resident-client.ts'

/** The bilingual permit with a page of its own for the name. */
function text(change: (document: ReturnType<typeof JSON.parse>) => void = () => {}): string {
  const document = JSON.parse(bilingualPermitText())
  const [panel] = document.definition.components
  const name = panel.components.pop()
  const title = { en: 'Your name', cy: 'Eich enw' }
  document.definition.components.push({ type: 'panel', key: 'you', title, components: [name] })
  name.validate = { required: true }
  change(document)
  return JSON.stringify(document)
}

describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  let now: Date
  const forward = (days: number) => {
    now = new Date(now.getTime() + days * 24 * 3_600_000)
  }
  beforeAll(async () => {
    now = new Date('2026-11-22T10:00:00Z')
    story = await openStoryHouse({ engine, work: false, clock: { now: () => now } })
    await story.publish(text())
    await story.publish(
      text((document) => {
        document.slug = 'unsaved'
        document.settings.saveAndReturn = false
      }),
    )
  })
  beforeEach(() => {
    now = new Date('2026-11-22T10:00:00Z')
  })
  afterAll(() => story?.close())

  async function linkTo(to: string): Promise<string> {
    const { messages } = story.house
    for (const { id, state } of await messages.list(story.organisation.id)) {
      if (state === 'queued') await messages.attempt(id)
    }
    const sent = (await messagesSent(story)).filter((message) => message.to === to)
    const link = /http\S+\/resume\/\S+/.exec(sent.at(-1)?.text ?? '')?.[0]
    if (!link) throw new Error('No link was sent')
    return link
  }
  let addresses = 0
  async function saved(
    resident = story.resident(),
  ): Promise<{ resident: Resident; page: SeenPage; link: string }> {
    const page = await resident.fill(permit, [{ hours: '2' }])
    const to = `someone${addresses++}@example.org`
    await resident.post(`${permit}/save`, { to })
    return { resident, page, link: await linkTo(to) }
  }
  const stored = async (resident: Resident) => {
    const token = /journey=([^.]+)\./.exec(resident.cookieFor(`${story.baseUrl}${permit}`))![1]!
    return (await story.house.submissions.read(token))!
  }

  test('a question page offers it, keeps what was typed, and asks where to send the link', async () => {
    const resident = story.resident()
    const page = await resident.fill(permit, [])
    expect(page.html).toMatch(/<button[^>]* formaction="\?next=save"[^>]*>\s*Save and come back later/)
    const leaving = await resident.post(`${page.path}?next=save`, { hours: '3' })
    expect(new URL(leaving.location!).pathname).toBe(`${permit}/save`)
    expect((await stored(resident)).answers).toEqual({ hours: 3 })
    const asks = await resident.follow(leaving)
    expect(asks.text).toContain('Your email address or UK mobile number')
    expect(asks.text).toContain('We keep them for 28 days')
    expect(asks.html).toContain(`href="${permit}/you"`)
  })

  test('an address that was given already is there and need not be typed again', async () => {
    await story.publish(
      text((document) => {
        document.slug = 'with-email'
        document.definition.components[0].components = [
          {
            type: 'email',
            key: 'mail',
            label: { en: 'Your email', cy: 'Eich e-bost' },
            validate: { required: true },
          },
        ]
        delete document.pricing
        delete document.payment
        document.deliveries = []
      }),
    )
    const resident = story.resident()
    await resident.fill('/exampleshire/with-email', [{ mail: 'given@example.com' }])
    const save = await resident.get('/exampleshire/with-email/save')
    expect(save.html).toContain('value="given@example.com"')
  })

  test('what is not complete keeps nobody from leaving: they are told that it is not saved', async () => {
    const resident = story.resident()
    const page = await resident.fill(permit, [{ hours: '3' }])
    const leaving = await resident.follow(await resident.post(`${page.path}?next=save`, { fullName: '' }))
    expect(leaving.status).toBe(200)
    expect(leaving.text).toContain('What you typed on the last page was not complete')
    expect((await stored(resident)).answers).toEqual({ hours: 3 })
  })

  test.each([
    ['', 'Enter an email address or a UK mobile number'],
    ['not an address@', 'Enter an email address in the correct format'],
    ['020 7946 0000', 'Enter a UK mobile number'],
    ['4111 1111 1111 1111', 'This looks like a card number'],
    ['"><script>alert(1)</script>@', 'Enter an email address in the correct format'],
  ])('to %j sends nothing and says why beside the field', async (to, message) => {
    const resident = story.resident()
    await resident.fill(permit, [{ hours: '3' }])
    const before = (await messagesSent(story)).length
    const answer = await resident.post(`${permit}/save`, { to })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('<title>Error: ')
    expect(answer.text).toContain(message)
    expect(answer.html).not.toMatch(/<script>alert|4111/)
    expect((await messagesSent(story)).length).toBe(before)
  })

  test('sent, the page says until when, and not where to', async () => {
    const resident = story.resident()
    await resident.fill(permit, [{ hours: '3' }])
    expect(new URL((await resident.get(`${permit}/save/sent`)).location!).pathname).toBe(`${permit}/save`)
    const sent = await resident.arrive(await resident.post(`${permit}/save`, { to: 'ada@example.com' }))
    expect(sent.path).toBe(`${permit}/save/sent`)
    expect(sent.text).toContain('Your answers are saved')
    expect(sent.text).toContain('Use the link by the end of 20 December 2026')
    expect(sent.html).not.toContain('ada@example.com')
    const welsh = await resident.arrive(await resident.get(`${permit}/save/sent?language=cy`))
    expect(welsh.text).toContain('erbyn diwedd 20 Rhagfyr 2026')
    // On a shared device nothing is left.
    const left = await resident.send(welsh)
    expect(resident.cookieFor(`${story.baseUrl}${permit}`)).toBe('')
    expect((await resident.follow(left)).text).toContain('Start now')
  })

  test('looking at the link takes nothing over, however often; its button does, with every answer, on another device', async () => {
    const { resident, link } = await saved()
    const other = story.resident()
    for (const _ of [1, 2, 3]) {
      const looked = await other.get(link)
      expect(looked.status).toBe(200)
      expect(looked.text).toContain('Go on with your form')
      expect(looked.text).toContain('until the end of 20 December 2026')
      expect(other.cookieFor(`${story.baseUrl}${permit}`)).toBe('')
    }
    expect((await resident.get(`${permit}/you`)).status).toBe(200)
    const page = await other.arrive(await other.send(await other.get(link)))
    expect(page.path).toBe(`${permit}/you`)
    expect((await stored(other)).answers).toEqual({ hours: 2 })

    const before = await resident.get(`${permit}/you`)
    expect(before.status).toBe(410)
    expect(before.text).toContain('Your answers are no longer on this device')
  })

  test('a journey goes on with the version it began with', async () => {
    const { link } = await saved()
    await story.publish(text((document) => document.definition.components[0].components.reverse()))
    await story.publish(
      text((document) => {
        document.definition.components[1].title = { en: 'Another title', cy: 'Teitl arall' }
        document.definition.components[1].components[0].label = { en: 'Other words', cy: 'Geiriau eraill' }
      }),
    )
    const other = story.resident()
    const page = await other.arrive(await other.send(await other.get(link)))
    expect(page.text).toContain('What is your name?')
    expect((await story.resident().fill(permit, [{ hours: '1' }])).text).toContain('Other words')
    await story.publish(text())
  })

  test('a link that was replaced, whose journey was sent, or whose time is over says which, to look and to press', async () => {
    const { resident, link } = await saved()
    now = new Date(now.getTime() + 120_000)
    await resident.post(`${permit}/save`, { to: 'other@example.com' })
    const second = await linkTo('other@example.com')
    for (const answer of [await story.resident().get(link), await story.resident().post(link, {})]) {
      expect(answer.status).toBe(410)
      expect(answer.text).toContain('There is a newer link')
    }
    const { resident: late, link: old } = await saved()
    const check = await resident.walk(await resident.get(`${permit}/you`), [{ fullName: 'Ada' }])
    await resident.post(check.path, { seen: sealOn(check) })
    expect((await story.resident().get(second)).text).toContain('You have already sent this form')

    forward(29)
    const over = await story.resident().post(old, {})
    expect(over.status).toBe(410)
    expect(over.text).toContain('This link has expired')
    expect((await late.get(`${permit}/you`)).status).toBe(410)
    await story.house.submissions.forgetUnsent()
    expect([404, 410]).toContain((await story.resident().get(old)).status)
  })

  test.each(['x', 'a'.repeat(43), '../../officer', '%2e%2e', '<script>', "'; drop table submission; --"])(
    'a made-up link (%j) says that it does not work',
    async (token) => {
      const path = `${permit}/resume/${encodeURIComponent(token)}`
      for (const answer of [await story.resident().get(path), await story.resident().post(path, {})]) {
        expect(answer.status).toBe(404)
        expect(answer.headers.get('set-cookie')).toBeNull()
        expect(answer.html).not.toContain('<script>a')
      }
    },
  )

  test('another site’s page cannot press the button, or send a link', async () => {
    const { link } = await saved()
    const forged = (address: string) =>
      fetch(address, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'cross-site',
          origin: 'https://evil.example',
        },
        body: 'to=evil@example.org',
      })
    expect((await forged(link)).status).toBe(403)
    expect((await forged(`${story.baseUrl}${permit}/save`)).status).toBe(403)
    expect((await story.resident().get(link)).status).toBe(200)
  })

  test('five links an hour are as many as are sent', async () => {
    const { resident } = await saved()
    for (let n = 0; n < 4; n++) {
      now = new Date(now.getTime() + 61_000)
      expect((await resident.post(`${permit}/save`, { to: `a${n}@example.org` })).status).toBe(303)
    }
    now = new Date(now.getTime() + 61_000)
    const refused = await resident.post(`${permit}/save`, { to: 'b@example.org' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('You have asked for as many links as you can in an hour')
  })

  test('a form that does not offer it has no button and no page for it', async () => {
    const resident = story.resident()
    const page = await resident.fill('/exampleshire/unsaved', [])
    expect(page.html).not.toContain('next=save')
    const save = await resident.get('/exampleshire/unsaved/save')
    expect(new URL(save.location!).pathname).toBe(page.path)
  })

  test('who is about to lose their answers is reminded once, with a link that works', async () => {
    const { link } = await saved()
    forward(26)
    expect(await story.house.saved.remindExpiring(now)).toBeGreaterThan(0)
    expect(await story.house.saved.remindExpiring(now)).toBe(0)
    const links = new Set<string>()
    await linkTo(`someone${addresses - 1}@example.org`)
    for (const { text: words, to } of await messagesSent(story)) {
      if (to === `someone${addresses - 1}@example.org`) links.add(/http\S+\/resume\/\S+/.exec(words)![0])
    }
    const [first, reminder] = [...links]
    expect(first).toBe(link)
    expect((await story.resident().get(link)).text).toContain('Links in earlier messages stop working')
    const other = story.resident()
    const page = await other.arrive(await other.send(await other.get(reminder!)))
    expect(page.path).toBe(`${permit}/you`)
    expect((await stored(other)).answers).toEqual({ hours: 2 })
    // Gone on with, it is kept for another while.
    forward(27)
    expect((await other.get(reminder!)).status).toBe(200)
  })
})
