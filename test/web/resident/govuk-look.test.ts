import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brand } from '../../../server/db/schema/brands.ts'
import { typedBrand } from '../../people/a-brand.ts'
import { bilingualPermitText, permit } from '../../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'

const stylesheets = (html: string) =>
  [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!)

describe('on service.gov.uk', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ work: false, env: { BASE_URL: 'https://permits.service.gov.uk' } })
    await story.house.people.brands.add(story.organisation.id, 'main', typedBrand({ govuk: true }), 'system')
    await story.publish(bilingualPermitText())
  })
  afterAll(() => story?.close())

  test('a brand may look like GOV.UK: its header, typeface and foot on every page, in both languages', async () => {
    const start = await story.resident().get(permit)
    expect(start.html).toContain('govuk-header__logotype')
    expect(start.html).not.toContain('cf-header')
    expect(start.html).toContain('© Crown copyright')
    expect(start.html).toContain('<meta name="theme-color" content="#1d70b8">')
    const question = await story.resident().fill(permit, [])
    expect(question.html).toContain('govuk-service-navigation__service-name')
    expect(Buffer.byteLength(question.html)).toBeLessThan(12_000)
    const welsh = await story.resident().get(`${permit}?language=cy`)
    expect(welsh.html).toContain('© Hawlfraint y Goron')
    expect(welsh.html).toContain('Drwydded y Llywodraeth Agored')
    const sheets = stylesheets(start.html)
    expect(sheets).toHaveLength(2)
    const css = await (await fetch(`${story.baseUrl}${sheets[1]}`)).text()
    const [font] = /\/assets\/[^"')]+\.woff2/.exec(css)!
    expect((await fetch(story.baseUrl + font)).headers.get('content-type')).toBe('font/woff2')
  })
})

describe('anywhere else', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ work: false })
    await story.house.people.brands.add(story.organisation.id, 'main', typedBrand(), 'system')
    await story.house.db
      .update(brand)
      .set({ govuk: true })
      .where(eq(brand.organisationId, story.organisation.id))
    await story.publish(bilingualPermitText())
  })
  afterAll(() => story?.close())

  test('there is no crown and no GDS Transport, whatever the database says', async () => {
    const pages = [
      await story.resident().get(permit),
      await story.resident().fill(permit, []),
      await story.resident().get('/exampleshire'),
    ]
    for (const { html } of pages) {
      expect(html).toContain('cf-header')
      expect(html).not.toMatch(/govuk-header|Crown copyright/)
      for (const sheet of stylesheets(html)) {
        expect(await (await fetch(story.baseUrl + sheet)).text()).not.toMatch(
          /@font-face|GDS Transport|crown|crest/i,
        )
      }
    }
  })
})
