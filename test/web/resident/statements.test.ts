import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permit, permitText } from '../../stories/journeys.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import type { Engine } from '../../support/db.ts'

/** What a council's database pays for a page: everything else about a page comes from memory. */
describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  const statements: string[] = []
  beforeAll(async () => {
    story = await openStoryHouse({
      engine,
      work: false,
      sqlLogger: { logQuery: (query) => void statements.push(query) },
    })
    await story.publish(permitText())
  })
  afterAll(() => story?.close())

  async function during(doing: () => Promise<unknown>): Promise<string[]> {
    statements.length = 0
    await doing()
    return [...statements]
  }

  test('reading a question page is one SELECT, answering it is one UPDATE', async () => {
    const resident = story.resident()
    const page = await resident.fill(permit, [])
    expect(page.status).toBe(200)
    for (let n = 0; n < 3; n++) {
      const reading = await during(() => resident.get(page.url))
      expect(reading).toHaveLength(1)
      expect(reading[0]).toMatch(/^select .* from "submission" where "submission"\."token_hash" = /)

      const answering = await during(async () =>
        expect((await resident.send(page, { hours: String(n + 1) })).status).toBe(303),
      )
      expect(answering).toHaveLength(1)
      expect(answering[0]).toMatch(/^update "submission" set "answers" = .* returning /)
    }
  })

  test('an answer that is wrong costs one SELECT and changes nothing', async () => {
    const resident = story.resident()
    const page = await resident.fill(permit, [])
    const wrong = await during(async () =>
      expect((await resident.send(page, { hours: '25' })).status).toBe(422),
    )
    expect(wrong.map((query) => query.split(' ')[0])).toEqual(['select'])
  })

  test('the start page is one SELECT a second at most, and beginning is one INSERT more', async () => {
    await story.resident().get(permit)
    const looking = await during(() => story.resident().get(permit))
    expect(looking.length).toBeLessThanOrEqual(1)
    const beginning = await during(async () => {
      const resident = story.resident()
      expect((await resident.post(permit, {})).status).toBe(303)
    })
    expect(beginning.filter((query) => query.startsWith('insert'))).toHaveLength(1)
    expect(beginning.length).toBeLessThanOrEqual(2)
  })
})
