import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { datasetImport } from '../../server/db/schema/index.ts'
import { ensureDemonstration } from '../../server/demonstration/index.ts'
import { openStoryHouse, type StoryHouse } from '../stories/story-house.ts'

describe('the demonstration council', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ work: false })
    await ensureDemonstration(story.house)
  }, 120_000)
  afterAll(() => story?.close())

  test('has every form of the library, published', async () => {
    const forms = await story.house.forms.list(story.organisation.id)
    const live = forms.filter(({ liveVersionNumber }) => liveVersionNumber === 1).map(({ slug }) => slug)
    expect(live.sort()).toEqual(libraryForms().map(({ slug }) => slug))
  })

  test('has its datasets imported, and finds addresses in one of them', async () => {
    const { datasets } = story.house
    const known = await datasets.book.list(story.organisation.id)
    expect(Object.fromEntries(known.map(({ name, current }) => [name, current?.rows]))).toEqual({
      addresses: 10,
      'parking-notices': 9,
      'rent-accounts': 4,
    })
    const found = await datasets.addresses.find(story.organisation.id, 'ex1 3de')
    expect(found).toMatchObject({ kind: 'found', addresses: [{}, {}, {}] })
  })

  test('is the same after the next start', async () => {
    const { forms, datasets } = story.house
    const before = [await forms.list(story.organisation.id), await datasets.book.list(story.organisation.id)]
    await ensureDemonstration(story.house)
    const after = [await forms.list(story.organisation.id), await datasets.book.list(story.organisation.id)]
    expect(after).toEqual(before)
  })

  test('starts although a start before it was killed in the middle of an import', async () => {
    const { house, organisation } = story
    const [addresses] = (await house.datasets.book.list(organisation.id)).filter(
      ({ name }) => name === 'addresses',
    )
    await house.db
      .update(datasetImport)
      .set({ state: 'loading', importedAt: null })
      .where(eq(datasetImport.id, addresses!.current!.id))
    await expect(ensureDemonstration(house)).resolves.toMatchObject({ organisationSlug: 'exampleshire' })
  })
})
