import { expect } from 'vitest'
import type { StoryHouse } from './story-house.ts'

/** A small PDF with one page. */
export const pdf = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n9\n%%EOF\n',
)

/** A dataset of the organisation's, imported from CSV. */
export async function dataset(
  { house, organisation }: StoryHouse,
  name: string,
  columns: unknown,
  csv: string,
) {
  const organisationId = organisation.id
  await house.datasets.book.add({ organisationId, name, title: name, columns })
  const outcome = await house.datasets.import({
    organisationId,
    dataset: name,
    fileName: `${name}.csv`,
    bytes: (async function* () {
      yield new TextEncoder().encode(csv)
    })(),
  })
  expect(outcome).toMatchObject({ kind: 'imported' })
}

/** Two addresses at SW1A 1AA, which pages find by postcode. */
export async function twoAddresses(story: StoryHouse) {
  await dataset(
    story,
    'addresses',
    [
      { name: 'uprn', use: 'key', exposed: true },
      ...['line1', 'line2', 'town', 'county'].map((name) => ({ name, exposed: true })),
      { name: 'postcode', use: 'search', exposed: true },
    ],
    'uprn,line1,line2,town,county,postcode\n100,1 High Street,,Exampletown,,SW1A 1AA\n101,2 High Street,,Exampletown,,SW1A 1AA\n',
  )
  await story.house.datasets.addresses.sources.add({
    organisationId: story.organisation.id,
    source: 'dataset',
    settings: { dataset: 'addresses' },
  })
}
