import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument, Panel } from '../../form-schemas/document.ts'
import { settableClock } from '../people/settable-clock.ts'
import type { Engine } from '../support/db.ts'
import type { Fields, SeenPage } from '../support/resident-client.ts'
import {
  bulkyWaste,
  bulkyWasteSteps,
  openGateway,
  payAndReturn,
  permit,
  permitText,
  referenceOn,
} from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

/** Version n: an hour costs £1.50 and n times 10p, and page by page it asks something that the others do not. */
const feeOf = (version: number) => 150 + version * 10

function versionText(version: number): string {
  return permitText((document: FormDocument) => {
    const fee = feeOf(version)
    const question = (key: string, label: string) => ({
      type: 'textfield',
      key: `${key}${version}`,
      label: `${label} of version ${version}`,
      validate: { required: true },
    })
    const panel: Panel = {
      type: 'panel',
      key: 'car',
      title: 'Your car',
      components: [question('car', 'Car')],
    }
    document.definition.components[0]!.components.push(question('reason', 'Reason'))
    document.definition.components.push(panel)
    document.pricing!.fees = { hour: [{ from: '2026-04-01', pence: fee }] }
    document.pricing!.tests = [{ name: 'one hour', answers: { hours: 1 }, on: '2026-11-22', total: fee }]
    for (const saved of document.deliveries![0]!.tests)
      Object.assign(saved.output as object, { pence: 2 * fee })
  })
}

const stepsOf = (version: number): Fields[] => [
  { hours: '3', [`reason${version}`]: 'A visit' },
  { [`car${version}`]: 'AB12 CDE' },
]

const pounds = (pence: number) => `£${(pence / 100).toFixed(2)}`

describe.each<Engine>(['pglite', 'postgres'])('a new version on %s', (engine) => {
  let story: StoryHouse
  let live = 0
  beforeAll(async () => {
    story = await openStoryHouse({ engine })
    await story.publish(versionText(++live))
  })
  afterAll(() => story?.close())

  const points = [
    'before the first answer',
    'between two pages',
    'while the price is being shown',
    'while the hosted page is open',
    'after a declined payment',
    'after paying, before coming back',
  ] as const

  test.each(points)(
    'published %s changes nothing for who began before it',
    { timeout: 60_000 },
    async (point) => {
      const began = live
      const publishAt = async (here: (typeof points)[number]) => {
        if (here !== point) return
        await story.publish(versionText(++live))
        // The new version is what the next resident gets, at once.
        const next = await story.resident().fill(permit, stepsOf(live))
        expect(next.text).toContain(pounds(3 * feeOf(live)))
      }
      const price = pounds(3 * feeOf(began))
      const resident = story.resident()
      const [first = {}, ...others] = stepsOf(began)

      let page: SeenPage = await resident.fill(permit, [])
      await publishAt('before the first answer')
      page = await resident.walk(await resident.get(page.url), [first])
      await publishAt('between two pages')
      page = await resident.walk(page, others)
      expect(page.text).toContain(`Total ${price}`)
      await publishAt('while the price is being shown')
      const check = page
      const again = await resident.get(check.url)
      expect(again.text).toBe(check.text)
      expect(again.text).toContain(`Reason of version ${began} A visit`)

      let gatewayPage = await openGateway(resident, await resident.send(check))
      await publishAt('while the hosted page is open')
      expect(gatewayPage.text).toContain(`Amount ${price}`)
      const declined = await payAndReturn(resident, gatewayPage, 'decline')
      await publishAt('after a declined payment')
      gatewayPage = await openGateway(resident, await resident.send(declined))
      expect(gatewayPage.text).toContain(`Amount ${price}`)
      const paid = await resident.send(gatewayPage, { outcome: 'pay' })
      await publishAt('after paying, before coming back')
      const confirmation = await resident.arrive(paid)

      expect(confirmation.text).toContain(`We have received your payment of ${price}`)
      expect(live).toBe(began + 1)
      const books = await story.books(referenceOn(confirmation))
      const version = await story.house.forms.version(books.submissions[0]!.formVersionId)
      expect(version.number).toBe(began)
      expect(books.submissions[0]!.answers).toEqual({
        hours: 3,
        [`reason${began}`]: 'A visit',
        [`car${began}`]: 'AB12 CDE',
      })
      expect(books.ledger).toMatchObject([{ grossPence: 3 * feeOf(began) }])
      expect(books.atSandbox.filter((row) => row.status === 'success')).toMatchObject([
        { amountPence: 3 * feeOf(began) },
      ])
    },
  )
})

describe('a fee that rises at midnight of 1 April in London, 11pm of 31 March in UTC', () => {
  let story: StoryHouse
  let clock: ReturnType<typeof settableClock>
  beforeAll(async () => {
    clock = settableClock('2027-03-31T22:50:00.000Z')
    story = await openStoryHouse({ clock, forms: ['bulky-waste'] })
  })
  afterAll(() => story?.close())

  test('is shown before it is charged, and what was sent before keeps its price', async () => {
    const late = story.resident()
    const inTime = story.resident()
    const lateCheck = await late.fill(bulkyWaste, bulkyWasteSteps(2))
    const inTimeCheck = await inTime.fill(bulkyWaste, bulkyWasteSteps(5))
    expect(lateCheck.text).toContain('Total £25.00')
    expect(inTimeCheck.text).toContain('Total £50.00')

    clock.forward(9)
    const inTimeGateway = await openGateway(inTime, await inTime.send(inTimeCheck))
    clock.forward(2)

    const shownAgain = await late.send(lateCheck)
    expect(shownAgain.status).toBe(409)
    expect(shownAgain.text).toContain('The price has changed since you saw this page. No money was taken.')
    expect(shownAgain.text).toContain('Total £26.50')
    expect((await story.books()).submissions).toHaveLength(1)
    // Pressing the old page's button again and again does not wear it down.
    for (let n = 0; n < 3; n++) expect((await late.send(lateCheck)).status).toBe(409)

    const lateGateway = await openGateway(late, await late.send(shownAgain))
    expect(lateGateway.text).toContain('Amount £26.50')
    const latePaid = await payAndReturn(late, lateGateway, 'pay')
    expect(latePaid.text).toContain('We have received your payment of £26.50')

    const declined = await payAndReturn(inTime, inTimeGateway, 'decline')
    const secondTry = await openGateway(inTime, await inTime.send(declined))
    const inTimePaid = await payAndReturn(inTime, secondTry, 'pay')
    expect(inTimePaid.text).toContain('We have received your payment of £50.00')

    for (const [page, pence, on] of [
      [latePaid, 2650, '2027-04-01'],
      [inTimePaid, 5000, '2027-03-31'],
    ] as const) {
      const books = await story.books(referenceOn(page))
      expect(books.ledger).toMatchObject([{ grossPence: pence }])
      expect(books.submissions[0]!.price).toMatchObject({ totalPence: pence, explanation: { on } })
    }
  })
})
