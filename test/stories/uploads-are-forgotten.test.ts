import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upload } from '../../server/db/schema/index.ts'
import { pdf } from '../files/honest-files.ts'
import { settableClock } from '../people/settable-clock.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

const form = {
  format: 'counterfoil/1',
  slug: 'letter',
  title: 'Send a letter',
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'letterPage',
        title: 'Letter',
        components: [{ type: 'file', key: 'letter', label: 'Your letter', accepts: { pdf: true } }],
      },
    ],
  },
}

let story: StoryHouse
const clock = settableClock()
beforeAll(async () => {
  story = await openStoryHouse({ clock, work: false })
  await story.publish(JSON.stringify(form))
})
afterAll(() => story?.close())

/** As the house's own sweep does. */
async function sweep() {
  await story.house.submissions.forgetUnsent()
  await story.house.files.sweep()
}

async function filesOnDisk(): Promise<number> {
  const stored = join(story.house.config.dataDir, 'files', 'stored')
  return (await readdir(stored, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
    .length
}

test('files of journeys that were never sent are deleted with their answers, however many there are', async () => {
  const { forms, submissions, files, db } = story.house
  const version = (await forms.liveVersion('exampleshire', 'letter'))!
  for (let journey = 0; journey < 6; journey++) {
    const { id } = await submissions.start(version, 'en')
    for (let n = 0; n < 10; n++) {
      const outcome = await files.receive({
        submissionId: id,
        questionKey: 'letter',
        settings: { types: ['pdf'], atMostBytes: 1e6, atMostFiles: 10 },
        bytes: (async function* () {
          yield new Uint8Array(pdf())
        })(),
        claimedName: `${n}.pdf`,
      })
      expect(outcome.kind).toBe('stored')
    }
  }
  expect(await filesOnDisk()).toBe(60)
  clock.forward(20 * 60 - 1)
  await sweep()
  expect(await filesOnDisk()).toBe(60)
  clock.forward(1)
  await sweep()
  expect(await filesOnDisk()).toBe(0)
  expect(await db.select().from(upload)).toEqual([])
})
