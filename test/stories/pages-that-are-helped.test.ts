import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataset, pdf, twoAddresses } from './help-from-outside.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

const page = (key: string, ...components: Record<string, unknown>[]) => ({
  type: 'panel',
  key,
  title: `Page ${key}`,
  components: components.map((one) => ({ validate: { required: true }, ...one })),
})

const form = {
  format: 'counterfoil/1',
  slug: 'helped',
  title: 'Ask for help',
  definition: {
    display: 'wizard',
    components: [
      page('where', { type: 'address', key: 'place', label: 'What is the address?', findByPostcode: true }),
      page(
        'accountPage',
        { type: 'textfield', key: 'surname', label: 'What is your last name?' },
        {
          type: 'textfield',
          key: 'account',
          label: 'What is your account number?',
          lookup: {
            dataset: 'rents',
            factor: { column: 'surname', question: 'surname' },
            expose: ['balance'],
          },
        },
      ),
      {
        ...page(
          'owing',
          {
            type: 'calculated',
            key: 'owed',
            label: 'Your balance',
            value: 'lookup.account.balance',
            format: 'pence',
            validate: undefined,
          },
          { type: 'textfield', key: 'words', label: 'What do you want to say?' },
        ),
        conditional: {
          show: true,
          conjunction: 'all',
          conditions: [{ component: 'lookup.account.balance', operator: 'greaterThan', value: 0 }],
        },
      },
      page('proof', { type: 'file', key: 'letter', label: 'Upload the letter', accepts: { pdf: true } }),
    ],
  },
}

describe('pages that need something from outside while they are answered', () => {
  let story: StoryHouse
  const start = '/exampleshire/helped'

  beforeAll(async () => {
    story = await openStoryHouse()
    await dataset(
      story,
      'rents',
      [
        { name: 'account', use: 'key' },
        { name: 'surname', use: 'factor', compare: 'name' },
        { name: 'balance', kind: 'pence', exposed: true },
      ],
      'account,surname,balance\n100200300,Example,42.50\n100200301,Sample,0.00\n',
    )
    await twoAddresses(story)
    await story.publish(JSON.stringify(form))
  })
  afterAll(() => story.close())

  async function atAccount() {
    const resident = story.resident()
    const first = await resident.arrive(await resident.send(await resident.get(start)))
    const found = await resident.post(first.path, { 'place-find': 'sw1a1aa', 'place-ask': 'find' })
    expect(found.status).toBe(200)
    expect(found.text).toContain('2 High Street')
    const chosen = await resident.post(found.path, { 'place-find': 'SW1A 1AA', 'place-found': '101' })
    return { resident, account: await resident.arrive(chosen) }
  }

  async function submissionOf(resident: Awaited<ReturnType<typeof atAccount>>['resident']) {
    const token = /journey=([^.]+)\./.exec(resident.cookieFor(`${story.baseUrl}${start}`))?.[1] ?? ''
    return (await story.house.submissions.read(token))!
  }

  test('an address is found by its postcode, and its UPRN is the source’s and not the browser’s', async () => {
    const { resident, account } = await atAccount()
    expect(account.path).toBe(`${start}/account-page`)
    const { answers } = await submissionOf(resident)
    expect(answers.place).toMatchObject({ line1: '2 High Street', town: 'Exampletown', uprn: '101' })
    await resident.post(`${start}/where`, { 'place-find': 'SW1A 1AA', 'place-found': '999999' })
    const typed = {
      'place-line1': '9 Other Road',
      'place-town': 'Elsewhere',
      'place-postcode': 'SW1A 1AA',
      'place-uprn': '100',
    }
    await resident.post(`${start}/where`, typed)
    expect((await submissionOf(resident)).answers.place).not.toHaveProperty('uprn')
  })

  test('a wrong number and a wrong name are told alike, and nothing is kept', async () => {
    const { resident, account } = await atAccount()
    const wrongNumber = await resident.post(account.path, { surname: 'Example', account: '999' })
    const wrongName = await resident.post(account.path, { surname: 'Wrong', account: '100200300' })
    for (const answer of [wrongNumber, wrongName]) {
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('We cannot find these details. Check them and try again')
    }
    expect((await submissionOf(resident)).answers).not.toHaveProperty('account')
  })

  test('what was found leads on, and is worked with: a balance, a page for those who owe', async () => {
    const { resident, account } = await atAccount()
    const owing = await resident.arrive(
      await resident.post(account.path, { surname: 'EXAMPLE', account: '100 200 300' }),
    )
    expect(owing.path).toBe(`${start}/owing`)
    expect(owing.text).toContain('Your balance')
    expect(owing.text).toContain('£42.50')
    const nothing = await atAccount()
    const proof = await nothing.resident.arrive(
      await nothing.resident.post(nothing.account.path, { surname: 'Sample', account: '100200301' }),
    )
    expect(proof.path).toBe(`${start}/proof`)
  })

  test('too many wrong tries are turned away', async () => {
    const { resident, account } = await atAccount()
    let last = account
    for (let i = 0; i < 12; i++) last = await resident.post(account.path, { surname: 'X', account: `${i}` })
    expect(last.text).toContain('You have tried too many times')
  })

  test('files: a real one is kept, a script that calls itself one is not', async () => {
    const withFile = {
      ...form,
      slug: 'with-file',
      definition: { ...form.definition, components: [form.definition.components.at(-1)] },
    }
    await story.publish(JSON.stringify(withFile))
    const resident = story.resident()
    const at = '/exampleshire/with-file'
    const first = await resident.arrive(await resident.send(await resident.get(at)))
    expect(first.html).toContain('enctype="multipart/form-data"')
    const upload = async (bytes: Uint8Array, name: string, ask: string) => {
      const body = new FormData()
      body.append('letter', new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
      if (ask) body.append('letter-ask', ask)
      return fetch(`${story.baseUrl}${at}/proof`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: {
          cookie: resident.cookieFor(`${story.baseUrl}${at}`),
          origin: story.baseUrl,
          'sec-fetch-site': 'same-origin',
        },
      })
    }
    const script = await upload(new TextEncoder().encode('<script>alert(1)</script>'), 'letter.pdf', 'upload')
    expect(script.status).toBe(422)
    expect(await script.text()).toContain('The selected file must be a PDF')
    const taken = await upload(pdf, '../../letter.pdf', 'upload')
    const shown = await taken.text()
    expect(taken.status).toBe(200)
    expect(shown).toContain('letter.pdf')
    const token = /journey=([^.]+)\./.exec(resident.cookieFor(`${story.baseUrl}${at}`))?.[1] ?? ''
    const submission = (await story.house.submissions.read(token))!
    const [file] = submission.answers.letter as unknown as { id: string; name: string; type: string }[]
    expect(file).toMatchObject({ name: 'letter.pdf', type: 'application/pdf' })
    const removed = await resident.post(`${at}/proof`, { 'letter-ask': `remove ${file!.id}` })
    expect(removed.status).toBe(200)
    expect((await story.house.submissions.read(token))!.answers.letter).toEqual([])
    expect(await story.house.files.ofSubmission(submission.id)).toEqual([])
    const again = await upload(pdf, 'letter.pdf', '')
    expect(again.status).toBe(303)
    expect(again.headers.get('location')).toContain('check-your-answers')
  })

  test('a multipart body is refused where no file is asked for', async () => {
    const { resident } = await atAccount()
    const body = new FormData()
    body.append('a', 'b')
    const answer = await fetch(`${story.baseUrl}${start}/check-your-answers`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        cookie: resident.cookieFor(`${story.baseUrl}${start}`),
        origin: story.baseUrl,
        'sec-fetch-site': 'same-origin',
      },
    })
    expect(answer.status).toBe(303)
  })
})
