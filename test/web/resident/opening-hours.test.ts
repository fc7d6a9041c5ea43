import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { bilingualPermitText, openGateway, payAndReturn, permitText, sealOn } from '../../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import type { Engine } from '../../support/db.ts'

describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  let now = new Date('2026-11-22T10:00:00Z')
  const at = (instant: string) => {
    now = new Date(instant)
  }
  beforeAll(async () => {
    story = await openStoryHouse({ engine, work: false, clock: { now: () => now } })
  })
  afterAll(() => story?.close())

  async function publish(slug: string, settings: FormDocument['settings'], free = false): Promise<string> {
    const { pricing, payment, ...document } = JSON.parse(
      typeof settings?.closedMessage === 'object' ? bilingualPermitText() : permitText(),
    ) as FormDocument
    const changed = { ...document, slug, settings: { ...document.settings, ...settings }, deliveries: [] }
    await story.publish(JSON.stringify(free ? changed : { ...changed, pricing, payment }))
    return `/exampleshire/${slug}`
  }

  test('before its first moment a form says when it opens, in the language asked for, and cannot be begun', async () => {
    at('2026-11-22T10:00:00Z')
    const form = await publish('early', {
      opens: '2026-12-01T09:00',
      closedMessage: { en: 'Ring the office.\n\nOr come by.', cy: 'Ffoniwch.' },
    })
    const page = await story.resident().get(form)
    expect(page.text).toContain('This form is not open yet')
    expect(page.text).toContain('You can fill it in from 9am on 1 December 2026.')
    expect(page.html).toContain('<p class="govuk-body cf-lines">Or come by.</p>')
    expect(page.text).toContain('permits@example.org')
    expect(page.html).not.toContain('<form')
    expect((await story.resident().get(`${form}?language=cy`)).text).toContain('9yb ar 1 Rhagfyr 2026')
    const begun = await story.resident().post(form, {})
    expect(begun.status).toBe(409)
    expect(begun.headers.get('set-cookie')).toBeNull()
    at('2026-12-01T09:00:00Z')
    expect((await story.resident().post(form, {})).status).toBe(303)
  })

  test('after its last moment a form is closed: not begun, and not sent by who has begun it', async () => {
    at('2026-11-22T10:00:00Z')
    const form = await publish('deadline', { closes: '2026-11-22T12:00', closedMessage: 'Next year again.' })
    const resident = story.resident()
    const check = await resident.fill(form, [{ hours: '2' }])
    const seen = sealOn(check)
    at('2026-11-22T12:01:00Z')
    expect((await story.resident().get(form)).text).toContain('It closed at midday on 22 November 2026.')
    const late = await resident.post(check.path, { seen })
    expect(late.status).toBe(409)
    expect(late.text).toContain('We could not take your form')
    expect(late.text).toContain('no money was taken. Your answers are still here.')
    expect(late.text).toContain('Next year again.')
    const answers = await resident.get(check.path)
    expect(answers.text).toContain('How many hours do you need? 2')
    expect((await story.books()).submissions).toEqual([])
  })

  test('who has sent it in time can pay after it has closed', async () => {
    at('2026-11-22T11:50:00Z')
    const form = await publish('in-time', { closes: '2026-11-22T12:00' })
    const resident = story.resident()
    const check = await resident.fill(form, [{ hours: '2' }])
    const gateway = await openGateway(resident, await resident.send(check))
    at('2026-11-22T12:10:00Z')
    const paid = await payAndReturn(resident, gateway, 'pay')
    expect(paid.text).toContain('We have received your form')
  })

  test('the last place is given once, however many send at the same moment', async () => {
    at('2026-11-22T10:00:00Z')
    const form = await publish('places', { limit: 2 }, true)
    const residents = await Promise.all(
      Array.from({ length: 5 }, async (_, hours) => {
        const resident = story.resident()
        return { resident, check: await resident.fill(form, [{ hours: String(hours + 1) }]) }
      }),
    )
    const sent = await Promise.all(
      residents.map(({ resident, check }) => resident.post(check.path, { seen: sealOn(check) })),
    )
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 303, 409, 409, 409])
    const late = sent.find(({ status }) => status === 409)!
    expect(late.text).toContain('This form is full')
    expect(late.text).toContain('Your answers are still here')
    at('2026-11-22T10:01:00Z')
    expect((await story.resident().get(form)).text).toContain('This form is full')
    expect((await story.resident().post(form, {})).status).toBe(409)
  })

  test('a form without a limit is not counted, and what was typed for residents is never markup', async () => {
    at('2026-11-22T10:00:00Z')
    await expect(
      publish('hostile', { closes: '2026-01-01T00:00', closedMessage: '<b>Closed</b>' }),
    ).rejects.toThrow()
    const form = await publish('quoted', {
      closes: '2026-01-01T00:00',
      closedMessage: `Closed & "gone" 'now'`,
    })
    const page = await story.resident().get(form)
    expect(page.html).toContain('Closed &amp; &quot;gone&quot; &#39;now&#39;')
    expect(page.text).toContain('midnight on 1 January 2026')
  })
})
