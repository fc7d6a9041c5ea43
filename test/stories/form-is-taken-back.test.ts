import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import { bilingualPermitText, openGateway, payAndReturn, permit } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

const message = {
  en: 'The car park is flooded.\n\nCall 01234 567890 instead.',
  cy: 'Mae’r maes parcio dan ddŵr.',
}

describe.each<Engine>(['pglite', 'postgres'])(
  'a form that is taken back, on %s,',
  { timeout: 60_000 },
  (engine) => {
    let story: StoryHouse
    beforeAll(async () => {
      story = await openStoryHouse({ engine })
      await story.publish(bilingualPermitText())
    })
    afterAll(() => story?.close())

    test('shows the council’s words, what was sent is paid, and the next publication ends it', async () => {
      const sent = story.resident()
      const steps = [{ hours: '4', fullName: 'Ada Example' }]
      const hosted = await openGateway(sent, await sent.send(await sent.fill(permit, steps)))
      const waiting = story.resident()
      const startPage = await waiting.get(permit)
      expect(startPage.status).toBe(200)

      const { forms } = story.house
      expect(await forms.publications.unpublish(story.organisation.id, 'permit', message, 'system')).toEqual(
        [],
      )

      const late = story.resident()
      const page = await late.get(permit)
      expect(page.text).toContain('This form is closed')
      expect(page.text).toContain('The car park is flooded.')
      expect(page.text).not.toContain('How many hours')
      expect((await late.get(`${permit}?language=cy`)).text).toContain('Mae’r maes parcio dan ddŵr.')
      // Whoever had the start page open presses its button.
      const pressed = await waiting.send(startPage)
      expect(pressed.status).toBe(409)
      expect(pressed.text).toContain('The car park is flooded.')
      expect((await late.get('/exampleshire')).text).not.toContain('visitor permit')

      expect((await payAndReturn(sent, hosted, 'pay')).text).toContain('£6.00')
      const books = await story.books()
      expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: 600 }])
      expect(books.payments).toMatchObject([{ state: 'success' }])

      await story.publish(bilingualPermitText())
      expect((await late.get(permit)).text).not.toContain('flooded')
      expect((await late.fill(permit, [{ hours: '1', fullName: 'Bo' }])).text).toContain('£1.50')
    })

    test('is published at its moment by the sweep, while nobody looks', async () => {
      const { house, organisation } = story
      const at = new Date(Date.now() + 1500)
      const planned = await house.forms.publish(
        organisation.id,
        'permit',
        { note: 'Soon', mode: 'test', at },
        'system',
      )
      expect(planned.kind).toBe('planned')
      const before = (await house.forms.versions(organisation.id, 'permit')).length
      await until('the planned version', async () => {
        const versions = await house.forms.versions(organisation.id, 'permit')
        return versions.length > before && versions[0]?.note === 'Soon'
      })
      expect((await house.forms.versions(organisation.id, 'permit')).length).toBe(before + 1)
    })
  },
)
