import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { typedBrand } from '../../people/a-brand.ts'
import { permit, permitText } from '../../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import type { Engine } from '../../support/db.ts'

describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  let now = new Date('2026-11-22T10:00:00Z')
  const statements: string[] = []
  const clock = { now: () => now }
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000)
  }
  const change = async (name: string, given: Parameters<typeof typedBrand>[0]) => {
    const { brands } = story.house.people
    const before = (await brands.of(story.organisation.id)).find((brand) => brand.name === name)!
    later(1)
    await brands.change(
      story.organisation.id,
      name,
      typedBrand(given),
      before.updatedAt.toISOString(),
      'system',
    )
  }

  beforeAll(async () => {
    const sqlLogger = { logQuery: (query: string) => void statements.push(query) }
    story = await openStoryHouse({ engine, work: false, clock, sqlLogger })
    const { brands } = story.house.people
    const add = (name: string, given: Parameters<typeof typedBrand>[0]) =>
      brands.add(story.organisation.id, name, typedBrand(given), 'system')
    await add('main', { displayName: { en: 'Example & Sons', cy: 'Esiampl' }, colour: '#123456' })
    later(1)
    await add('parks', { displayName: { en: 'Example Parks', cy: '' }, colour: '#205020' })
    await story.publish(permitText())
    await story.publish(
      permitText((document) => {
        document.slug = 'parks'
        document.settings!.brand = 'parks'
      }),
    )
  })
  afterAll(() => story?.close())

  test('a form has the brand it names, or the first: name, colour and links', async () => {
    const first = await story.resident().get(permit)
    expect(first.html).toContain('<span class="cf-header__name">Example &amp; Sons</span>')
    expect(first.html).toContain('href="/assets/brands/colours/123456.css"')
    expect(first.html).toContain('<meta name="theme-color" content="#123456">')
    expect(first.html.indexOf('colours/123456.css')).toBeGreaterThan(first.html.indexOf('resident'))
    const parks = await story.resident().fill('/exampleshire/parks', [])
    expect(parks.html).toContain('<span class="cf-header__name">Example Parks</span>')
    expect(parks.html).toContain('colours/205020.css')
    expect(Buffer.byteLength(parks.html)).toBeLessThan(12_000)
    expect((await story.resident().get('/assets/brands/colours/205020.css')).status).toBe(200)
    expect((await story.resident().get('/exampleshire')).html).toContain('Example &amp; Sons')
  })

  test('a page under way follows a change of the brand without a query of its own', async () => {
    const resident = story.resident()
    const page = await resident.fill(permit, [])
    await change('main', { displayName: { en: 'New Example', cy: '' }, colour: '#402060' })
    const again = await resident.get(page.path)
    expect(again.html).toContain('Example &amp; Sons')
    later(31)
    // This one is given what is known, and the brand is looked at beside it.
    await resident.get(page.path)
    await expect.poll(async () => (await resident.get(page.path)).html).toContain('New Example')
    statements.length = 0
    const after = await resident.get(page.path)
    expect(after.html).toContain('colours/402060.css')
    expect(statements).toHaveLength(1)
  })

  test('a start page shows the brand as it is now, and so do the pages after it', async () => {
    const before = await story.resident().fill(permit, [])
    expect(before.html).not.toContain('At once')
    await change('main', { displayName: { en: 'At once', cy: '' } })
    const resident = story.resident()
    expect((await resident.get(permit)).html).toContain('At once')
    expect((await resident.fill(permit, [])).html).toContain('At once')
  })

  test('what an officer typed into a brand is never markup', async () => {
    await change('parks', {
      displayName: { en: '<img src=x onerror=alert(1)>"\'', cy: '' },
      footerLinks: [{ text: { en: '<script>alert(1)</script>', cy: '' }, href: 'https://example.org/?a&b' }],
    })
    const { html } = await story.resident().get('/exampleshire/parks')
    expect(html).not.toMatch(/<img src=x|<script>alert/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('href="https://example.org/?a&amp;b"')
  })

  test('the council’s own accessibility statement is its page, or where its page leads', async () => {
    const path = '/exampleshire/accessibility-statement'
    await change('main', { accessibilityText: { en: 'We are <b>good</b>.\n\nAsk us.', cy: 'Rydym yn dda.' } })
    const own = await story.resident().get(path)
    expect(own.html).toContain('We are &lt;b&gt;good&lt;/b&gt;.</p>')
    expect(own.text).not.toContain('has not published')
    expect((await story.resident().get(`${path}?language=cy`)).text).toContain('Rydym yn dda.')
    await change('main', { accessibilityUrl: 'https://www.example.org/access' })
    expect((await story.resident().get(path)).location).toBe('https://www.example.org/access')
    const form = await story.resident().get(permit)
    expect(form.html).toContain('href="https://www.example.org/access"')
    const other = await story.resident().get('/exampleshire/parks')
    expect(other.html).toContain('href="/exampleshire/accessibility-statement?brand=parks"')
    expect((await story.resident().get(`${path}?brand=parks`)).status).toBe(200)
  })
})
