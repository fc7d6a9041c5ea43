import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { londonDay } from '../../../server/clock.ts'
import { auditEvent, upload } from '../../../server/db/schema/index.ts'
import { sealPrice } from '../../../server/submissions/index.ts'
import { pdf } from '../../files/honest-files.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'

const form = {
  format: 'counterfoil/1',
  slug: 'with-files',
  title: 'With files',
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'proofPage',
        title: 'Proof',
        components: [{ type: 'file', key: 'proof', label: 'Proof of age', accepts: { pdf: true } }],
      },
      {
        type: 'panel',
        key: 'petsPage',
        title: 'Pets',
        components: [
          {
            type: 'editgrid',
            key: 'pets',
            label: 'Pets',
            components: [{ type: 'file', key: 'picture', label: 'Vet’s letter', accepts: { pdf: true } }],
          },
        ],
      },
    ],
  },
}

let office: Office
let agent: Browser
let reference = ''
const ids: Record<string, string> = {}

beforeAll(async () => {
  office = await openOffice()
  agent = await office.signIn(['agent'])
  const { forms, submissions, files, pricing, clock } = office.house
  const { organisation } = office
  await forms.create(organisation.id, JSON.stringify(form), 'system')
  const published = await forms.publish(organisation.id, form.slug, { note: 'x', mode: 'test' }, 'system')
  if (published.kind !== 'published') throw new Error(JSON.stringify(published))
  const version = (await forms.liveVersion(organisation.slug, form.slug))!
  const { token, id } = await submissions.start(version, 'en')
  const receive = async (questionKey: string, name: string) => {
    const outcome = await files.receive({
      submissionId: id,
      questionKey,
      settings: { types: ['pdf'], atMostBytes: 1e6, atMostFiles: 9 },
      bytes: (async function* () {
        yield new Uint8Array(pdf())
      })(),
      claimedName: name,
    })
    if (outcome.kind !== 'stored') throw new Error(outcome.kind)
    ids[name] = outcome.upload.id
    const { sizeBytes } = outcome.upload
    return { id: outcome.upload.id, name: outcome.upload.name, size: sizeBytes, type: 'application/pdf' }
  }
  const proof = [await receive('proof', 'Dogfen é.pdf'), await receive('proof', '"><img src=x>.pdf')]
  const pets = [{ picture: [await receive('pets.picture', 'vet.pdf')] }]
  await receive('pets.picture', 'abandoned.pdf')
  await submissions.savePage(token, version.versionId, { proof: proof.slice(0, 1), pets } as never)
  const answers = { proof: proof.slice(0, 1), pets } as never
  const price = await pricing.price(version.document, answers, londonDay(clock.now()))
  if (price.kind !== 'priced') throw new Error(JSON.stringify(price))
  const sent = await submissions.submit(token, sealPrice(price.price))
  if (sent.kind !== 'submitted') throw new Error(JSON.stringify(sent))
  reference = sent.submission.reference!
})
afterAll(() => office.close())

const at = (name: string) => `/officer/submissions/${reference}/files/${ids[name]}`

describe('the files of a submission', () => {
  test('are listed with their question, those in lists too; what was never part of the answers is gone', async () => {
    const html = await (await agent.get(`/officer/submissions/${reference}`)).text()
    expect(html).toContain('Dogfen é.pdf')
    expect(html).toContain('Proof of age')
    expect(html).toContain('Vet’s letter')
    expect(html).toContain(at('vet.pdf'))
    expect(html).not.toContain('abandoned.pdf')
    expect((await agent.get(at('abandoned.pdf'))).status).toBe(404)
    expect((await agent.get(at('"><img src=x>.pdf'))).status).toBe(404)
  })

  test('are saved and never shown: every header that the files room gives arrives', async () => {
    const answer = await agent.get(at('Dogfen é.pdf'))
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Dogfen _.pdf"; filename*=UTF-8''Dogfen%20%C3%A9.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf())).toBe(true)
    const events = await office.house.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.event, 'upload.opened'))
    expect(events).toMatchObject([
      { actor: `officer:${agent.officer.id}`, details: { upload: ids['Dogfen é.pdf'] } },
    ])
    expect(JSON.stringify(events)).not.toContain('Dogfen')
  })

  test.each([
    ['unscanned', 'held back until the virus scanner has seen it'],
    ['infected', 'found a virus in it, and it was deleted'],
  ] as const)('that are %s are not opened, and the page says why', async (state, words) => {
    const { db } = office.house
    await db.update(upload).set({ state }).where(eq(upload.id, ids['vet.pdf']!))
    const answer = await agent.get(at('vet.pdf'))
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).toContain(words)
    const page = await (await agent.get(`/officer/submissions/${reference}`)).text()
    expect(page).toContain(words)
    expect(page).not.toContain(`href="${at('vet.pdf')}"`)
    await db.update(upload).set({ state: 'ready' }).where(eq(upload.id, ids['vet.pdf']!))
  })

  test('are for the roles that see submissions, of this organisation, under this reference', async () => {
    const author = await office.signIn(['author'])
    expect((await author.get(at('vet.pdf'))).status).toBe(403)
    const other = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
    const outsider = await office.signIn(['admin'], other)
    expect((await outsider.get(at('vet.pdf'))).status).toBe(404)
    expect((await agent.get(`/officer/submissions/AAAAAAAAAA/files/${ids['vet.pdf']}`)).status).toBe(404)
    for (const file of ['x', '..%2f..%2fetc', '%00'])
      expect((await agent.get(`/officer/submissions/${reference}/files/${file}`)).status).toBe(404)
  })
})
