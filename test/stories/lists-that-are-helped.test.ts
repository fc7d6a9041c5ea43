import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answers, FileAnswer } from '../../form-schemas/answers.ts'
import { hostileFiles } from '../files/hostile-files.ts'
import type { SeenPage } from '../support/resident-client.ts'
import { dataset, pdf, twoAddresses } from './help-from-outside.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

const must = { validate: { required: true } }
const form = {
  format: 'counterfoil/1',
  slug: 'pupils',
  title: 'Tell us about pupils',
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'first',
        title: 'First',
        components: [{ type: 'textfield', key: 'surname', label: 'Your last name', ...must }],
      },
      {
        type: 'panel',
        key: 'pupils',
        title: 'Pupils',
        components: [
          { type: 'calculated', key: 'said', label: 'Your name again', value: 'surname' },
          {
            type: 'editgrid',
            key: 'children',
            label: 'Pupils',
            itemLabel: 'pupil',
            validate: { required: true, maxLength: 3 },
            components: [
              {
                type: 'textfield',
                key: 'account',
                label: 'Pupil number',
                lookup: {
                  dataset: 'roll',
                  factor: { column: 'surname', question: 'surname' },
                  expose: [],
                },
                ...must,
              },
              { type: 'address', key: 'home', label: 'Where do they live?', findByPostcode: true, ...must },
              {
                type: 'file',
                key: 'proof',
                label: 'Proof of age',
                accepts: { pdf: true },
                validate: { required: true, maxLength: 2 },
              },
              {
                type: 'editgrid',
                key: 'trips',
                label: 'Trips',
                itemLabel: 'trip',
                components: [
                  { type: 'textfield', key: 'place', label: 'Where to?', ...must },
                  { type: 'file', key: 'consent', label: 'Consent', accepts: { pdf: true }, ...must },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
}

describe('items of lists that need something from outside while they are answered', () => {
  let story: StoryHouse
  const start = '/exampleshire/pupils'

  beforeAll(async () => {
    story = await openStoryHouse()
    await dataset(
      story,
      'roll',
      [
        { name: 'account', use: 'key' },
        { name: 'surname', use: 'factor', compare: 'name' },
      ],
      'account,surname\n100200300,Example\n100200301,Example\n',
    )
    await twoAddresses(story)
    await story.publish(JSON.stringify(form))
  })
  afterAll(() => story.close())

  type Resident = ReturnType<StoryHouse['resident']>

  async function atFirstPupil(): Promise<{ resident: Resident; item: SeenPage }> {
    const resident = story.resident()
    const first = await resident.arrive(await resident.send(await resident.get(start)))
    const item = await resident.arrive(await resident.post(first.path, { surname: 'Example' }))
    expect(item.path).toBe(`${start}/pupils/1`)
    return { resident, item }
  }

  async function submissionOf(resident: Resident) {
    const token = /journey=([^.]+)\./.exec(resident.cookieFor(`${story.baseUrl}${start}`))?.[1] ?? ''
    return (await story.house.submissions.read(token))!
  }

  /** What a browser would send of a page, with files and a button. */
  async function upload(
    resident: Resident,
    page: SeenPage,
    fields: Record<string, string>,
    file?: { field: string; bytes?: Uint8Array; name: string },
  ): Promise<SeenPage> {
    const body = new FormData()
    for (const [, name = '', value = ''] of page.html.matchAll(
      /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
    ))
      body.append(name, value)
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    if (file) body.append(file.field, new Blob([(file.bytes ?? pdf) as Uint8Array<ArrayBuffer>]), file.name)
    const url = `${story.baseUrl}${page.path}`
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: resident.cookieFor(url), origin: story.baseUrl, 'sec-fetch-site': 'same-origin' },
    })
    const html = await response.text()
    const location = response.headers.get('location')
    return {
      status: response.status,
      url,
      path: page.path,
      html,
      text: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
      location: location === null ? undefined : new URL(location, url).href,
      headers: response.headers,
    }
  }

  const proof = (name: string) => ({ field: 'proof', name })
  const uploads = async (resident: Resident) =>
    (await story.house.files.ofSubmission((await submissionOf(resident)).id)).map(({ name }) => name)
  const pupils = async (resident: Resident) => (await submissionOf(resident)).answers.children as Answers[]
  const named = (item: Answers | undefined, key: string) =>
    (item![key] as FileAnswer[]).map(({ name }) => name)
  const chosen = { account: '100200300', 'home-find': 'SW1A 1AA', 'home-found': '101' }

  async function withOnePupil() {
    const { resident, item } = await atFirstPupil()
    const taken = await upload(
      resident,
      item,
      { account: '100200300', 'proof-ask': 'upload' },
      proof('a.pdf'),
    )
    const saved = await upload(resident, taken, chosen)
    return { resident, saved }
  }

  test('a file, an address and a number are found for a pupil that is nowhere yet, and kept with it', async () => {
    const { resident, item } = await atFirstPupil()
    expect(item.html).toContain('enctype="multipart/form-data"')
    const taken = await upload(
      resident,
      item,
      { account: '100200300', 'proof-ask': 'upload' },
      proof('a.pdf'),
    )
    expect(taken.status).toBe(200)
    expect(taken.text).toContain('a.pdf')
    expect(taken.html).toContain('value="100200300"')
    expect(await pupils(resident)).toBeUndefined()
    const found = await upload(resident, taken, {
      account: '100200300',
      'home-find': 'sw1a1aa',
      'home-ask': 'find',
    })
    expect(found.text).toContain('2 High Street')
    expect(found.text).toContain('a.pdf')
    const saved = await upload(resident, found, chosen)
    expect(saved.location).toBe(`${story.baseUrl}${start}/pupils/1/trips`)
    const [pupil] = await pupils(resident)
    expect(pupil).toMatchObject({
      account: '100200300',
      home: { line1: '2 High Street', uprn: '101' },
      proof: [{ name: 'a.pdf', type: 'application/pdf' }],
    })
    const list = await resident.get(`${start}/pupils`)
    expect(list.text).toContain('Your name again Example')
    expect(list.text).toContain('Proof of age: a.pdf')
    // Changed again: what was found is still there, and its UPRN is still the source’s.
    const again = await resident.get(`${start}/pupils/1`)
    expect(again.text).toContain('a.pdf')
    const typed = {
      account: '100200300',
      'home-line1': '2 High Street',
      'home-town': 'Exampletown',
      'home-postcode': 'SW1A 1AA',
    }
    expect((await upload(resident, again, typed)).status).toBe(303)
    expect((await pupils(resident))[0]).toMatchObject({ home: { uprn: '101' }, proof: [{ name: 'a.pdf' }] })
  })

  test('a file that is chosen with Continue is taken and the item saved; nothing chosen is asked for', async () => {
    const { resident, item } = await atFirstPupil()
    const none = await upload(resident, item, chosen)
    expect(none.status).toBe(422)
    expect(none.text).toContain('Select a file')
    const saved = await upload(resident, item, chosen, proof('b.pdf'))
    expect(saved.status).toBe(303)
    expect(named((await pupils(resident))[0], 'proof')).toEqual(['b.pdf'])
  })

  test('a number that is not on the roll, or another family’s, is refused and nothing is lost', async () => {
    const { resident, item } = await atFirstPupil()
    const wrong = await upload(resident, item, { ...chosen, account: '999' }, proof('c.pdf'))
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('We cannot find these details. Check them and try again')
    expect(wrong.text).toContain('c.pdf')
    expect(wrong.html).toContain('value="2 High Street"')
    expect(await pupils(resident)).toBeUndefined()
  })

  test('each pupil has files of its own, as many as the question takes', async () => {
    const { resident } = await withOnePupil()
    let page = await resident.get(`${start}/pupils/2`)
    expect(page.text).not.toContain('a.pdf')
    page = await upload(resident, page, { 'proof-ask': 'upload' }, proof('1.pdf'))
    page = await upload(resident, page, { 'proof-ask': 'upload' }, proof('2.pdf'))
    expect(page.text).toContain('You have uploaded 2 files')
    const third = await upload(resident, page, { 'proof-ask': 'upload' }, proof('3.pdf'))
    expect(third.status).toBe(422)
    await upload(resident, page, { ...chosen, account: '100200301' })
    expect(named((await pupils(resident))[0], 'proof')).toEqual(['a.pdf'])
    expect(named((await pupils(resident))[1], 'proof')).toEqual(['1.pdf', '2.pdf'])
  })

  test('a file that was taken away is deleted once the item is saved without it, and with the item itself', async () => {
    const { resident } = await withOnePupil()
    let page = await resident.get(`${start}/pupils/1`)
    page = await upload(resident, page, { 'proof-ask': 'upload' }, proof('new.pdf'))
    const [old, fresh] = (await story.house.files.ofSubmission((await submissionOf(resident)).id)).map(
      ({ id }) => id,
    )
    page = await upload(resident, page, { 'proof-ask': `remove ${old}` })
    expect(page.text).not.toContain('a.pdf')
    expect(await uploads(resident)).toEqual(['a.pdf', 'new.pdf'])
    expect((await upload(resident, page, chosen)).status).toBe(303)
    expect(await uploads(resident)).toEqual(['new.pdf'])
    // One that belongs to nothing yet goes at once.
    page = await upload(
      resident,
      await resident.get(`${start}/pupils/2`),
      { 'proof-ask': 'upload' },
      proof('x.pdf'),
    )
    const draft = (await story.house.files.ofSubmission((await submissionOf(resident)).id)).at(-1)!.id
    await upload(resident, page, { 'proof-ask': `remove ${draft}` })
    expect(await uploads(resident)).toEqual(['new.pdf'])
    expect(fresh).toBeDefined()
    const removal = await resident.get(`${start}/pupils/1/removal`)
    await resident.send(removal, { remove: 'yes' })
    expect(await pupils(resident)).toEqual([])
    expect(await uploads(resident)).toEqual([])
  })

  test('a list inside a pupil takes files too, and they go when the pupil does', async () => {
    const { resident, saved } = await withOnePupil()
    expect(saved.location).toContain('/pupils/1/trips')
    const trip = await resident.get(`${start}/pupils/1/trips/1`)
    expect(trip.html).toContain('enctype="multipart/form-data"')
    const kept = await upload(resident, trip, { place: 'Museum' }, { field: 'consent', name: 'yes.pdf' })
    expect(kept.status).toBe(303)
    const [pupil] = await pupils(resident)
    expect(named((pupil!.trips as Answers[])[0], 'consent')).toEqual(['yes.pdf'])
    await resident.send(await resident.get(`${start}/pupils/1/removal`), { remove: 'yes' })
    expect(await uploads(resident)).toEqual([])
  })

  test('ids of files of other submissions, or of other questions, are worth nothing', async () => {
    const theirs = await withOnePupil()
    const [id] = (await story.house.files.ofSubmission((await submissionOf(theirs.resident)).id)).map(
      (file) => file.id,
    )
    const { resident, item } = await atFirstPupil()
    const stolen = await upload(resident, item, { ...chosen, 'proof-kept': id! })
    expect(stolen.status).toBe(422)
    const { resident: own } = await withOnePupil()
    const [mine] = (await story.house.files.ofSubmission((await submissionOf(own)).id)).map((file) => file.id)
    const trip = await own.get(`${start}/pupils/1/trips/1`)
    const moved = await upload(own, trip, { place: 'Museum', 'consent-kept': mine! })
    expect(moved.status).toBe(422)
    expect(await uploads(theirs.resident)).toEqual(['a.pdf'])
  })

  test('a script is refused, and a document with programs in it is told apart from one of the wrong kind', async () => {
    const { resident, item } = await atFirstPupil()
    const send = (bytes: Uint8Array, name: string) =>
      upload(resident, item, { 'proof-ask': 'upload' }, { ...proof(name), bytes })
    const refused = await send(new TextEncoder().encode('<script>alert(1)</script>'), 'a.pdf')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('The selected file must be a PDF')
    const macros = await send(hostileFiles['a DOCX with macros']!.bytes, 'letter.docx')
    expect(macros.status).toBe(422)
    expect(macros.text).toContain('The selected file must not contain macros')
    expect(await uploads(resident)).toEqual([])
  })
})
