import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bilingualPermitText, payAndReturn, permit, referenceOn } from '../../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import type { Engine } from '../../support/db.ts'
import { readPdf } from '../../support/pdf-tags.ts'
import type { Resident, SeenPage } from '../../support/resident-client.ts'

const feedback = 'https://www.example.org/feedback?a=1&b=2'

function text(): string {
  const document = JSON.parse(bilingualPermitText())
  document.confirmation = {
    whatHappensNext: { en: 'We post it.\n\nIt takes a week.', cy: 'Byddwn yn ei phostio.' },
    feedbackUrl: feedback,
  }
  document.pricing.lines[0].vat = 'standard'
  document.definition.components[0].components[1].autocomplete = 'name'
  return JSON.stringify(document)
}

describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  let resident: Resident
  let confirmation: SeenPage
  const statements: string[] = []
  beforeAll(async () => {
    const sqlLogger = { logQuery: (query: string) => void statements.push(query) }
    story = await openStoryHouse({ engine, work: false, sqlLogger })
    await story.publish(text())
    resident = story.resident()
    const check = await resident.fill(permit, [{ hours: '2', fullName: 'Ada <Example>' }])
    const gateway = await resident.follow(await resident.follow(await resident.send(check)))
    confirmation = await payAndReturn(resident, gateway, 'pay')
  })
  afterAll(() => story?.close())
  const receiptPath = () => confirmation.path.replace('/confirmation/', '/receipt/')

  test('the confirmation says what happens next, asks for a view, and leads to the receipt', async () => {
    expect(confirmation.html).toContain('<p class="govuk-body">It takes a week.</p>')
    expect(confirmation.html).toContain('href="https://www.example.org/feedback?a=1&amp;b=2"')
    expect(confirmation.html).toContain(`href="${receiptPath()}"`)
  })

  test('looking at the confirmation where the form was filled in is one SELECT', async () => {
    statements.length = 0
    expect((await resident.get(confirmation.path)).status).toBe(200)
    expect(statements).toHaveLength(1)
  })

  test('a confirmation opened elsewhere has the reference and nothing personal, no receipt among it', async () => {
    const elsewhere = await story.resident().get(confirmation.path)
    expect(elsewhere.status).toBe(200)
    expect(referenceOn(elsewhere)).toBe(referenceOn(confirmation))
    expect(elsewhere.text).toContain('What happens next')
    expect(elsewhere.html).not.toContain('Ada')
    expect(elsewhere.html).not.toContain('/receipt/')
  })

  test('the receipt says who paid what, line by line with its VAT, in both languages', async () => {
    const page = await resident.get(receiptPath())
    expect(page.status).toBe(200)
    expect(page.text).toContain('£3.00')
    expect(page.html).toContain('VAT at 20%')
    expect(page.html).toContain('Ada &lt;Example&gt;')
    expect(page.text).toContain('This is a test. No money was taken')
    const welsh = await resident.get(`${receiptPath()}?language=cy`)
    expect(welsh.html).toContain('<html class="govuk-template" lang="cy">')
    expect(welsh.text).toContain('Trwydded ymwelydd, awr')
    expect(welsh.text).toMatch(/Dyddiad talu \d+ \p{L}+ 20\d\d/u)
    expect(welsh.html).toContain('receipt.pdf?language=cy')
  })

  test('the receipt can be kept as a tagged PDF', async () => {
    const response = await fetch(`${story.baseUrl}${receiptPath()}/receipt.pdf`, {
      headers: { cookie: resident.cookieFor(`${story.baseUrl}${permit}`) },
    })
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[A-Z0-9]{10}-[A-F0-9]{6}\.pdf"$/,
    )
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { info } = readPdf(new Uint8Array(await response.arrayBuffer()))
    expect(info.Title).toMatch(/^Receipt /)
  })

  test('who only holds the address is shown no receipt, as page or as PDF', async () => {
    for (const stranger of [story.resident(), await anotherJourney()]) {
      const page = await stranger.get(receiptPath())
      expect(page.status).toBe(403)
      expect(page.text).toContain('Open this receipt where you filled in the form')
      expect(page.html).not.toContain('Ada')
      expect((await stranger.get(`${receiptPath()}/receipt.pdf`)).status).toBe(303)
    }
  })

  test.each(['', 'nothing', '%00', '../x', 'a'.repeat(500)])('there is no receipt %j', async (id) => {
    expect((await resident.get(`${permit}/receipt/${id}`)).status).not.toBe(200)
  })

  test('what is not paid yet has no receipt', async () => {
    const unpaid = story.resident()
    await goToPayFor(unpaid)
    const books = await story.books()
    const waiting = books.submissions.find(({ state }) => state === 'submitted')!
    expect((await unpaid.get(`${permit}/receipt/${waiting.id}`)).status).toBe(404)
  })

  async function anotherJourney() {
    const other = story.resident()
    await other.fill(permit, [])
    return other
  }

  async function goToPayFor(who: Resident) {
    await who.send(await who.fill(permit, [{ hours: '1', fullName: 'Bob' }]))
  }
})
