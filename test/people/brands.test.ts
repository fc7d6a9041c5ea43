import { eq } from 'drizzle-orm'
import type { Logger } from 'drizzle-orm/logger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../server/db/client.ts'
import { auditEvent, organisation } from '../../server/db/schema/index.ts'
import { BadInput, Conflict, NotFound } from '../../server/errors.ts'
import { newId } from '../../server/ids.ts'
import { readBrand } from '../../server/people/brand.ts'
import { type Brands, createBrands } from '../../server/people/brands.ts'
import { sayVatNumber, type TypedBrand } from '../../server/people/index.ts'
import { onBothEngines, openTestDatabase } from '../support/db.ts'
import { pngLogo, typedBrand } from './a-brand.ts'
import { settableClock } from './settable-clock.ts'

const baseUrl = 'https://forms.exampleshire.gov.uk'

function problemsOf(typed: Partial<TypedBrand>, base = baseUrl): Record<string, string> {
  const read = readBrand(typedBrand(typed), { baseUrl: base })
  return read.ok ? {} : Object.fromEntries(read.problems.map(({ pointer, message }) => [pointer, message]))
}

describe('what is typed for a brand', () => {
  test('is kept clean: lines without invisible characters, a colour in small letters, a VAT number without spaces', () => {
    const read = readBrand(
      typedBrand({
        displayName: { en: '  Exampleshire\u202e  Council ', cy: 'Cyngor Sir Esiampl' },
        colour: '1D4F91',
        footerLinks: [
          { text: { en: 'Cookies', cy: 'Cwcis' }, href: '/cookies' },
          { text: { en: '', cy: '' }, href: ' ' },
        ],
        postalAddress: 'Civic Centre\r\n\r\n 1 High\tStreet \nExampleton\nEX1 2AB',
        vatNumber: 'gb 123-4567.89',
        accessibilityText: { en: 'One\r\n\r\n\r\n\r\nTwo', cy: '' },
      }),
      { baseUrl },
    )
    expect(read).toEqual({
      ok: true,
      content: {
        displayName: { en: 'Exampleshire Council', cy: 'Cyngor Sir Esiampl' },
        colour: '#1d4f91',
        footerLinks: [{ text: { en: 'Cookies', cy: 'Cwcis' }, href: '/cookies' }],
        accessibility: { text: 'One\n\nTwo' },
        privacyUrl: null,
        feedbackUrl: null,
        postalAddress: ['Civic Centre', '1 High Street', 'Exampleton', 'EX1 2AB'],
        vatNumber: 'GB123456789',
        govuk: false,
      },
    })
  })

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://exampleshire.gov.uk',
    '//evil.example',
    '/\\evil.example',
    '/\n/evil.example',
    'https://exampleshire.gov.uk/" onmouseover="alert(1)',
    'https://exampleshire.gov.uk/<b>',
    'https://',
    'cookies',
  ])('is refused where %j stands for an address', (href) => {
    expect(Object.keys(problemsOf({ privacyUrl: href, feedbackUrl: href }))).toEqual([
      '/privacyUrl',
      '/feedbackUrl',
    ])
    expect(problemsOf({ footerLinks: [{ text: { en: 'Link', cy: '' }, href }] })).toHaveProperty([
      '/footerLinks/0/href',
    ])
    expect(problemsOf({ accessibilityUrl: href })).toHaveProperty(['/accessibilityUrl'])
  })

  test('is told every wrong box at once, in words, where it is', () => {
    expect(
      problemsOf({
        displayName: { en: '', cy: 'Cyngor' },
        colour: '#ffdd00',
        footerLinks: [
          { text: { en: '', cy: '' }, href: '/cookies' },
          { text: { en: 'Terms', cy: '' }, href: '' },
        ],
        accessibilityUrl: '/accessible',
        accessibilityText: { en: 'We try', cy: '' },
        postalAddress: 'a\nb\nc\nd\ne\nf\ng',
        vatNumber: '12345',
        govuk: true,
      }),
    ).toEqual({
      '/displayName/en': 'Enter the name residents see in English, too',
      '/colour': expect.stringContaining('A darker one of the same hue'),
      '/footerLinks/0/text/en': 'Enter the words of the link',
      '/footerLinks/1/href': 'Enter the address of the link',
      '/accessibilityText/en': 'Give the accessibility statement or its address, not both',
      '/postalAddress': 'The postal address must have 6 lines or fewer',
      '/vatNumber': 'Enter a UK VAT registration number, like GB 123 4567 89',
      '/govuk':
        'Only a service on service.gov.uk may look like GOV.UK. This one is on forms.exampleshire.gov.uk',
    })
  })

  test('never holds a card number', () => {
    const card = '4000 0566 5566 5556'
    const problems = problemsOf({
      displayName: { en: card, cy: card },
      postalAddress: card,
      accessibilityText: { en: card, cy: '' },
      footerLinks: [{ text: { en: card, cy: '' }, href: '/x' }],
    })
    expect(Object.keys(problems).sort()).toEqual([
      '/accessibilityText/en',
      '/displayName/cy',
      '/displayName/en',
      '/footerLinks/0/text/en',
      '/postalAddress',
    ])
  })

  test.each([
    ['https://bulky-waste.service.gov.uk', true],
    ['https://service.gov.uk:8443', true],
    ['https://evilservice.gov.uk', false],
    ['https://service.gov.uk.evil.example', false],
    ['https://evil.example/service.gov.uk', false],
    ['https://forms.exampleshire.gov.uk', false],
  ])('may look like GOV.UK at %s: %s', (base, allowed) => {
    expect(Object.keys(problemsOf({ govuk: true }, base))).toEqual(allowed ? [] : ['/govuk'])
  })

  test.each([
    ['123456789', 'GB123456789', 'GB 123 4567 89'],
    ['GB 123 4567 89 001', 'GB123456789001', 'GB 123 4567 89 001'],
    ['GBGD001', 'GBGD001', 'GBGD001'],
    ['HA599', 'GBHA599', 'GBHA599'],
  ])('knows %s as a VAT number', (typed, vatNumber, said) => {
    const read = readBrand(typedBrand({ vatNumber: typed }), { baseUrl })
    expect(read.ok && read.content.vatNumber).toBe(vatNumber)
    expect(sayVatNumber(vatNumber)).toBe(said)
  })

  test.each(['GB12345678', 'IE1234567A', 'GD999', 'GB', '١٢٣٤٥٦٧٨٩', 'GB123456789; drop'])(
    'does not take %s for a VAT number',
    (vatNumber) => {
      expect(Object.keys(problemsOf({ vatNumber }))).toEqual(['/vatNumber'])
    },
  )
})

onBothEngines('brands', (database) => {
  const clock = settableClock()
  let brands: Brands
  const [ours, theirs] = [newId(), newId()]

  beforeAll(async () => {
    const { db } = database()
    for (const id of [ours, theirs]) {
      await db.insert(organisation).values({ id, slug: `o-${id}`, name: 'Test', createdAt: clock.now() })
    }
    brands = createBrands({ db, clock, baseUrl })
  })

  const named = async (name: string) => (await brands.of(ours)).find((brand) => brand.name === name)!
  const events = () =>
    database().db.select().from(auditEvent).where(eq(auditEvent.organisationId, ours)).orderBy(auditEvent.id)

  test('are several an organisation, the first one standing for forms that name none', async () => {
    expect(await brands.forForm(ours, undefined)).toBeUndefined()
    await brands.add(ours, 'main', typedBrand(), 'officer:1')
    clock.forward(1)
    await brands.add(
      ours,
      'theatre',
      typedBrand({ displayName: { en: 'The Playhouse', cy: '' } }),
      'officer:1',
    )
    expect((await brands.of(ours)).map(({ name }) => name)).toEqual(['main', 'theatre'])
    expect((await brands.forForm(ours, undefined))?.name).toBe('main')
    expect((await brands.forForm(ours, 'theatre'))?.displayName).toBe('The Playhouse')
    expect((await brands.forForm(ours, 'gone'))?.name).toBe('main')
    expect(await brands.of(theirs)).toEqual([])
  })

  test('have names that are their own, and are refused whole with every problem', async () => {
    const taken = brands.add(ours, 'main', typedBrand(), 'officer:1')
    await expect(taken).rejects.toThrow('There already is a brand called ‘main’')
    for (const name of ['', 'Main', 'a b', '-a', '../x', 'a'.repeat(61)]) {
      await expect(brands.add(ours, name, typedBrand(), 'officer:1')).rejects.toBeInstanceOf(BadInput)
    }
    const both = await brands
      .add(ours, '!', typedBrand({ colour: '#fff' }), 'officer:1')
      .catch((error) => error)
    expect(both.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/name', '/colour'])
    // Another council may use the same name.
    await brands.add(theirs, 'main', typedBrand(), 'officer:2')
    expect(await brands.of(ours)).toHaveLength(2)
  })

  test('are changed only as they were seen', async () => {
    const seen = (await named('main')).updatedAt.toISOString()
    const change = (colour: string, at = seen) =>
      brands.change(ours, 'main', typedBrand({ colour }), at, 'officer:1')
    await change('#005a30')
    expect((await named('main')).colour).toBe('#005a30')
    await expect(change('#770000')).rejects.toBeInstanceOf(Conflict)
    await expect(change('#770000', 'nonsense')).rejects.toBeInstanceOf(Conflict)
    await expect(change('#fff', (await named('main')).updatedAt.toISOString())).rejects.toBeInstanceOf(
      BadInput,
    )
    await expect(brands.change(ours, 'none', typedBrand(), seen, 'officer:1')).rejects.toBeInstanceOf(
      NotFound,
    )
    await expect(brands.change(theirs, 'theatre', typedBrand(), seen, 'officer:2')).rejects.toBeInstanceOf(
      NotFound,
    )
    expect((await named('main')).colour).toBe('#005a30')
  })

  test('of two officers who save at once, one is told', async () => {
    const seen = (await named('theatre')).updatedAt.toISOString()
    const saves = await Promise.allSettled(
      ['#111111', '#222222'].map((colour) =>
        brands.change(ours, 'theatre', typedBrand({ colour }), seen, 'officer:1'),
      ),
    )
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('keep a logo byte for byte, at an address that changes with it', async () => {
    await brands.setLogo(ours, 'main', pngLogo(240, 60), 'officer:1')
    const { id, logo } = await named('main')
    expect(logo).toMatchObject({ type: 'image/png', width: 240, height: 60 })
    const shown = await brands.logo(id, logo!.hash)
    expect(shown?.type).toBe('image/png')
    expect(Buffer.compare(Buffer.from(shown!.bytes), Buffer.from(pngLogo(240, 60)))).toBe(0)

    await brands.setLogo(ours, 'main', pngLogo(120, 30), 'officer:1')
    expect(await brands.logo(id, logo!.hash)).toBeUndefined()
    expect((await named('main')).logo!.hash).not.toBe(logo!.hash)

    for (const [a, b] of [
      [id, "'; drop table brand; --"],
      ['../../etc/passwd', logo!.hash],
      [newId(), logo!.hash],
      [id, ''],
    ]) {
      expect(await brands.logo(a!, b!)).toBeUndefined()
    }
    await expect(brands.setLogo(ours, 'main', Buffer.from('<svg/>'), 'officer:1')).rejects.toBeInstanceOf(
      BadInput,
    )
    await expect(brands.setLogo(theirs, 'theatre', pngLogo(), 'officer:2')).rejects.toBeInstanceOf(NotFound)
    await brands.removeLogo(ours, 'main', 'officer:1')
    expect((await named('main')).logo).toBeNull()
    expect((await named('main')).colour).toBe('#005a30')
  })

  test('leave an audit event for every change that was made, and none for those refused', async () => {
    expect((await events()).map(({ event, actor, details }) => [event, actor, details.brand])).toEqual([
      ['brand.added', 'officer:1', 'main'],
      ['brand.added', 'officer:1', 'theatre'],
      ['brand.changed', 'officer:1', 'main'],
      ['brand.changed', 'officer:1', 'theatre'],
      ['brand.logo-set', 'officer:1', 'main'],
      ['brand.logo-set', 'officer:1', 'main'],
      ['brand.logo-removed', 'officer:1', 'main'],
    ])
  })

  test('are refused by the database itself with another colour, or a logo that has no bytes', async () => {
    const { db } = database()
    const { brand } = await import('../../server/db/schema/index.ts')
    const { id, logo: _, ...rest } = await named('main')
    const row = { ...rest, id: newId(), name: 'raw', createdAt: clock.now(), logo: null, logoBytes: null }
    await expect(db.insert(brand).values({ ...row, colour: 'red;}' })).rejects.toThrow()
    await expect(
      db.insert(brand).values({ ...row, logo: { hash: 'x', type: 'image/png', width: 1, height: 1 } }),
    ).rejects.toThrow()
    expect(id).toBeTruthy()
  })
})

describe('brands on the page path', () => {
  const statements: string[] = []
  const logger: Logger = { logQuery: (sql) => void statements.push(sql) }
  const clock = settableClock()
  const id = newId()
  let database: Database
  let [here, there]: Brands[] = []

  beforeAll(async () => {
    database = await openTestDatabase('pglite', { logger })
    await database.db.insert(organisation).values({ id, slug: 'o', name: 'Test', createdAt: clock.now() })
    here = createBrands({ db: database.db, clock, baseUrl })
    there = createBrands({ db: database.db, clock, baseUrl })
    await here.add(id, 'main', typedBrand(), 'officer:1')
  })
  afterAll(() => database.close())

  const asked = async (brands: Brands) => {
    statements.length = 0
    await Promise.all(Array.from({ length: 50 }, () => brands.forForm(id, 'main')))
    return statements.length
  }

  test('cost no query while they are believed, and one small one a few seconds later', async () => {
    await here!.of(id)
    expect(await asked(here!)).toBe(0)
    clock.forward(1)
    expect(await asked(here!)).toBe(1)
    expect(statements[0]).not.toContain('"display_name"')
  })

  test('show a change of this server at once, and of another one a few seconds later', async () => {
    const seen = (await there!.of(id))[0]!.updatedAt.toISOString()
    await here!.change(id, 'main', typedBrand({ colour: '#111111' }), seen, 'officer:1')
    expect((await here!.of(id))[0]?.colour).toBe('#111111')
    expect((await there!.of(id))[0]?.colour).toBe('#1d4f91')
    clock.forward(1)
    expect((await there!.of(id))[0]?.colour).toBe('#111111')
  })
})
