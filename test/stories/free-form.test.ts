import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import type { Fields } from '../support/resident-client.ts'
import { referenceOn } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

const address = '/exampleshire/register-food-business'

function steps(operator: Fields[]): Fields[] {
  return [
    {},
    {
      tradingName: 'The Exampleton Bakery',
      'openingDate-day': '1',
      'openingDate-month': '12',
      'openingDate-year': '2026',
    },
    ...operator,
    { email: 'ada@example.com', phone: '01632 960 001', otherPhone: '' },
    {
      premisesType: 'home',
      'premises-line1': '1 High Street',
      'premises-town': 'Exampleton',
      'premises-postcode': 'EX1 1AA',
    },
    { customerType: ['end-consumer', 'other-businesses'], businessType: 'home-baker' },
    {},
    { waterSupply: 'public' },
    { openingPattern: 'regular' },
    { openingDays: ['monday', 'friday'] },
    { declarationCorrect: 'yes', declarationChanges: 'yes' },
  ]
}
const soleTrader: Fields[] = [{ operatorType: 'sole-trader' }, { firstName: 'Ada', lastName: 'Example' }]
const partnership: Fields[] = [
  { operatorType: 'partnership' },
  { name: 'Ada Example' },
  { another: 'yes' },
  { name: 'Idris Example' },
  { another: 'no' },
]

describe.each<Engine>(['pglite', 'postgres'])('registering a food business on %s', (engine) => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ engine, forms: ['register-food-business'] })
  })
  afterAll(() => story?.close())

  test.each<[string, Fields[], string]>([
    ['a sole trader', soleTrader, 'Ada'],
    ['a partnership', partnership, 'Idris Example'],
  ])('by %s costs nothing, is confirmed at once and delivered', async (_who, operator, named) => {
    const resident = story.resident()
    const check = await resident.fill(address, steps(operator))
    expect(check.text).toContain(named)
    expect(check.text).toContain('Accept and send')
    expect(check.html).not.toMatch(/£|What you will pay|Continue to payment/)

    const confirmation = await resident.follow(await resident.send(check))
    expect(confirmation.text).toContain('We have received your form')
    expect(confirmation.text).toContain('Your business is registered')
    expect(confirmation.text).not.toContain('payment of')

    const reference = referenceOn(confirmation)
    const books = await until('it is delivered', async () => {
      const found = await story.books(reference)
      return found.deliveries.some((row) => row.state === 'delivered') && found
    })
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: 0 }])
    expect(books.deliveries).toHaveLength(1)
    expect([...books.payments, ...books.ledger, ...books.atSandbox]).toEqual([])

    const file = await readFile(join(story.house.config.dataDir, 'deliveries', 'food-api.jsonl'), 'utf8')
    const lines = file.split('\n').filter((line) => line !== '')
    const ours = lines.map((line) => JSON.parse(line)).filter((line) => line.reference === reference)
    expect(ours).toHaveLength(1)
    expect(JSON.stringify(ours[0].body)).toContain(named)
  })

  test('sent twenty times at once is one registration', async () => {
    const resident = story.resident()
    const check = await resident.fill(address, steps(soleTrader))
    const sent = await Promise.all(Array.from({ length: 20 }, () => resident.send(check)))
    expect(new Set(sent.map((page) => page.location)).size).toBe(1)
    const reference = referenceOn(await resident.follow(sent[0]!))
    expect((await story.books(reference)).submissions).toHaveLength(1)
    expect((await story.books(reference)).deliveries).toHaveLength(1)
  })
})
