import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { submission, upload } from '../../server/db/schema/index.ts'
import { NotFound, Unavailable } from '../../server/errors.ts'
import { newId } from '../../server/ids.ts'
import { eicar, startClamd } from '../support/clamd.ts'
import { onBothEngines } from '../support/db.ts'
import { startS3 } from '../support/s3.ts'
import { jpeg, pdf, png } from './honest-files.ts'
import { createSetting, type Setting } from './setting.ts'

onBothEngines('files that residents attach', (database) => {
  async function open(options: Parameters<typeof createSetting>[1] = {}): Promise<Setting> {
    const setting = await createSetting(database(), options)
    onTestFinished(() => setting.close())
    return setting
  }
  async function openWithClamd() {
    const clamd = await startClamd()
    onTestFinished(() => clamd.close())
    return { clamd, setting: await open({ clamd }) }
  }
  async function stored(setting: Setting, ...given: Parameters<Setting['receive']>) {
    const outcome = await setting.receive(...given)
    if (outcome.kind !== 'stored') throw new Error(`It was ${outcome.kind}`)
    return outcome.upload
  }
  const infected = () => pdf({ body: `% ${eicar}\n` })

  test('are kept whole, under a random name, with what they are and what they are called', async () => {
    const setting = await open()
    const upload = await stored(setting)
    expect(upload).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      questionKey: 'evidence',
      name: 'letter of Zoë Jones.pdf',
      type: 'pdf',
      sizeBytes: pdf().length,
      state: 'ready',
      receivedAt: setting.clock.now(),
    })
    expect(await setting.files.ofSubmission(setting.submissionId)).toEqual([upload])
    expect(await setting.onDisk()).toEqual([pdf()])
    expect((await setting.namesOnDisk())[0]).toMatch(
      new RegExp(`/stored/${upload.id.slice(0, 2)}/${upload.id}$`),
    )
    expect(await setting.events()).toEqual([
      {
        event: 'upload.stored',
        actor: 'resident',
        submissionId: setting.submissionId,
        details: {
          upload: upload.id,
          question: 'evidence',
          type: 'pdf',
          sizeBytes: pdf().length,
          state: 'ready',
        },
      },
    ])
    expect(JSON.stringify([await setting.events(), setting.logged])).not.toMatch(/zo|jones/i)
  })

  test('are given to officers to save, never to a browser to show', async () => {
    const setting = await open()
    const { id } = await stored(setting)
    const opened = await setting.files.open(setting.organisationId, id, 'officer:mo')
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    expect(Buffer.from(await new Response(opened.bytes).arrayBuffer())).toEqual(pdf())
    expect(opened.headers).toEqual({
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf().length),
      'Content-Disposition': `attachment; filename="letter of Zo_ Jones.pdf"; filename*=UTF-8''letter%20of%20Zo%C3%AB%20Jones.pdf`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    })
    expect((await setting.events()).at(-1)).toMatchObject({
      event: 'upload.opened',
      actor: 'officer:mo',
      details: { upload: id },
    })
  })

  test('are nobody’s but their organisation’s', async () => {
    const [setting, other] = [await open(), await open()]
    const { id } = await stored(setting)
    for (const unknown of [id, newId(), '../x', '']) {
      await expect(other.files.open(other.organisationId, unknown, 'officer:mo')).rejects.toThrow(NotFound)
      await expect(other.files.remove(other.submissionId, unknown)).rejects.toThrow(NotFound)
    }
    expect(await setting.files.ofSubmission(setting.submissionId)).toHaveLength(1)
  })

  test('are refused when the form takes other types, are empty or are too big, and leave nothing behind', async () => {
    const setting = await open()
    const settings = { types: ['jpeg', 'png'] as const, atMostBytes: 1_000, atMostFiles: 3 }
    expect(await setting.receive(pdf(), { settings })).toEqual({ kind: 'wrong-type', because: 'type' })
    expect(await setting.receive(Buffer.alloc(0), { settings })).toEqual({ kind: 'empty' })
    expect(await setting.receive(png({ filling: 2_000 }), { settings })).toEqual({ kind: 'too-big' })
    expect(await setting.receive(pdf({ trailer: '/Encrypt 1 0 R' }))).toEqual({ kind: 'password-protected' })
    expect(await setting.receive(png(), { settings })).toMatchObject({ kind: 'stored' })
    expect(await setting.rows()).toHaveLength(1)
    expect(await setting.onDisk()).toHaveLength(1)
  })

  test('are read no further than they may be long, however long they are', async () => {
    const setting = await open()
    let given = 0
    let ended = false
    async function* endless() {
      try {
        yield png().subarray(0, 33)
        const chunk = Buffer.alloc(1_000_000)
        for (;;) {
          given += chunk.length
          yield chunk
        }
      } finally {
        ended = true
      }
    }
    const settings = { types: ['png'] as const, atMostBytes: Number.MAX_SAFE_INTEGER, atMostFiles: 3 }
    expect(await setting.receive(endless(), { settings })).toEqual({ kind: 'too-big' })
    expect([given <= 51_000_000, ended]).toEqual([true, true])
    expect(await setting.onDisk()).toEqual([])
  })

  test('are as many as the question takes, of however many at once', async () => {
    const setting = await open()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => setting.receive()))
    expect(outcomes.filter(({ kind }) => kind === 'stored')).toHaveLength(3)
    expect(outcomes.filter(({ kind }) => kind === 'too-many')).toHaveLength(17)
    expect(await setting.onDisk()).toHaveLength(3)
    // Another question has places of its own.
    expect((await setting.receive(pdf(), { questionKey: 'photos' })).kind).toBe('stored')
  })

  test('free their place when the resident takes them back', async () => {
    const setting = await open()
    const uploads = []
    for (let n = 0; n < 3; n += 1) uploads.push(await stored(setting))
    expect((await setting.receive()).kind).toBe('too-many')
    await setting.files.remove(setting.submissionId, uploads[1]!.id)
    expect((await setting.receive()).kind).toBe('stored')
    await setting.files.sweep()
    expect(await setting.onDisk()).toHaveLength(3)
    expect((await setting.events()).slice(3).map(({ event }) => event)).toEqual([
      'upload.removed',
      'upload.stored',
      'upload.deleted',
    ])
  })

  test('that break off while they arrive leave nothing behind', async () => {
    const setting = await open()
    async function* broken() {
      yield pdf().subarray(0, 50)
      throw new Error('the browser went away')
    }
    await expect(setting.receive(broken())).rejects.toThrow('the browser went away')
    await setting.files.sweep()
    expect([await setting.rows(), await setting.onDisk()]).toEqual([[], []])
  })

  test('are taken for submissions that are being answered, and for no other', async () => {
    const setting = await open()
    await expect(setting.receive(pdf(), { submissionId: newId() })).rejects.toThrow(NotFound)
    await setting.db.delete(submission).where(eq(submission.id, setting.submissionId))
    await expect(setting.receive()).rejects.toThrow(NotFound)
    expect(await setting.onDisk()).toEqual([])
  })

  test('go with their submission, whether its row goes first or last', async () => {
    const setting = await open()
    const other = await setting.addSubmission()
    await stored(setting)
    await stored(setting, pdf(), { submissionId: other })
    await setting.files.deleteFor([setting.submissionId])
    expect(await setting.onDisk()).toHaveLength(1)
    await setting.db.delete(submission).where(eq(submission.id, other))
    await setting.files.sweep()
    expect([await setting.rows(), await setting.onDisk()]).toEqual([[], []])
    expect((await setting.events()).filter(({ event }) => event === 'upload.deleted')).toHaveLength(2)
  })

  test('whose submission goes while they arrive are not kept', async () => {
    const setting = await open()
    async function* slow() {
      yield pdf().subarray(0, 50)
      await setting.db.delete(submission).where(eq(submission.id, setting.submissionId))
      yield pdf().subarray(50)
    }
    await expect(setting.receive(slow())).rejects.toThrow(NotFound)
    await setting.files.sweep()
    expect([await setting.rows(), await setting.onDisk()]).toEqual([[], []])
  })

  test('that a crashed server left half behind are cleared away after a day, and hold no place after minutes', async () => {
    const setting = await open()
    const settings = { types: ['pdf'] as const, atMostBytes: 1_000_000, atMostFiles: 1 }
    const id = newId()
    await setting.db.insert(upload).values({
      id,
      organisationId: setting.organisationId,
      submissionId: setting.submissionId,
      questionKey: 'evidence',
      state: 'arriving',
      storage: 'folder',
      receivedAt: setting.clock.now(),
    })
    await setting.deps.storages.folder!.put(id, new Blob(['half']), '')
    const arriving = join(setting.deps.arrivalsFolder, id)
    await mkdir(setting.deps.arrivalsFolder, { recursive: true })
    await writeFile(arriving, 'half')
    await utimes(arriving, setting.clock.now(), setting.clock.now())
    expect((await setting.receive(pdf(), { settings })).kind).toBe('too-many')
    setting.clock.forward(16)
    expect((await setting.receive(pdf(), { settings })).kind).toBe('stored')
    await setting.files.sweep()
    expect(await setting.onDisk()).toHaveLength(3)
    setting.clock.forward(24 * 60)
    await setting.files.sweep()
    expect(await setting.onDisk()).toEqual([pdf()])
    expect(await setting.rows()).toHaveLength(1)
  })

  test('with a virus are never stored, and the trail says which', async () => {
    const { setting, clamd } = await openWithClamd()
    expect(await setting.receive(infected())).toEqual({ kind: 'virus' })
    expect([await setting.rows(), await setting.onDisk()]).toEqual([[], []])
    expect(await setting.events()).toMatchObject([
      { event: 'upload.virus-found', details: { question: 'evidence', virus: 'Eicar-Test-Signature' } },
    ])
    expect(await stored(setting)).toMatchObject({ state: 'ready' })
    expect(clamd.scanned).toHaveLength(2)
  })

  test('that no scanner has seen are held back until one has', async () => {
    const { setting, clamd } = await openWithClamd()
    await clamd.down()
    const clean = await stored(setting)
    setting.clock.forward(1)
    const evil = await stored(setting, infected())
    expect([clean.state, evil.state]).toEqual(['unscanned', 'unscanned'])
    const openIt = (id: string) => setting.files.open(setting.organisationId, id, 'officer:mo')
    expect((await openIt(clean.id)).kind).toBe('held')
    await setting.files.sweep()
    expect((await openIt(clean.id)).kind).toBe('held')
    expect(await setting.onDisk()).toHaveLength(2)
    await clamd.up()
    await setting.files.sweep()
    const opened = await openIt(clean.id)
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    await opened.bytes.cancel()
    expect(await openIt(evil.id)).toMatchObject({ kind: 'infected', upload: { state: 'infected' } })
    expect(await setting.onDisk()).toEqual([pdf()])
    expect((await setting.events()).slice(2).map(({ event }) => event)).toEqual([
      'upload.scanned',
      'upload.virus-found',
      'upload.opened',
    ])
    expect((await setting.files.ofSubmission(setting.submissionId)).map(({ state }) => state)).toEqual([
      'ready',
      'infected',
    ])
  })

  test('one that the storage has lost does not keep the others from being scanned', async () => {
    const { setting, clamd } = await openWithClamd()
    await clamd.down()
    const lost = await stored(setting)
    const other = await stored(setting)
    await setting.deps.storages.folder!.delete(lost.id)
    await clamd.up()
    await setting.files.sweep()
    const states = Object.fromEntries((await setting.rows()).map(({ id, state }) => [id, state]))
    expect(states).toEqual({ [lost.id]: 'unscanned', [other.id]: 'ready' })
    expect(setting.logged.join('')).toContain('upload.lost')
  })

  test('that cannot be stored now are told so, and leave nothing behind when the storage has them after all', async () => {
    const s3 = await startS3()
    onTestFinished(() => s3.close())
    const setting = await open({ s3 })
    s3.faults.push({ kind: 'reply-lost' })
    expect(await setting.receive()).toEqual({ kind: 'unavailable' })
    expect(s3.objects.size).toBe(1)
    await setting.files.sweep()
    expect([s3.objects.size, await setting.rows()]).toEqual([0, []])
    const upload = await stored(setting)
    expect([...s3.objects.keys()]).toEqual([`uploads/${upload.id}`])
    s3.faults.push({ kind: 'status', status: 500 })
    await expect(setting.files.open(setting.organisationId, upload.id, 'officer:mo')).rejects.toThrow(
      Unavailable,
    )
    // Deleting waits for the storage, and holds nobody up.
    s3.faults.push({ kind: 'status', status: 500 })
    await setting.files.deleteFor([setting.submissionId])
    expect(s3.objects.size).toBe(1)
    await setting.files.sweep()
    expect(s3.objects.size).toBe(0)
    expect(await setting.namesOnDisk()).toEqual([])
  })

  test('cannot arrive when this server cannot write, and the resident may try again', async () => {
    const setting = await open()
    await mkdir(join(setting.dataDir, 'files'), { recursive: true })
    await writeFile(setting.deps.arrivalsFolder, 'a file where the folder should be')
    expect(await setting.receive()).toEqual({ kind: 'unavailable' })
    await rm(setting.deps.arrivalsFolder)
    expect((await setting.receive()).kind).toBe('stored')
  })

  test('are listed in the order they came', async () => {
    const setting = await open()
    for (const [bytes, claimedName] of [
      [jpeg(), 'one.jpg'],
      [png(), 'two.png'],
      [pdf(), 'three.pdf'],
    ] as const) {
      await setting.receive(bytes, { claimedName })
      setting.clock.forward(1)
    }
    const listed = await setting.files.ofSubmission(setting.submissionId)
    expect(listed.map(({ name }) => name)).toEqual(['one.jpg', 'two.png', 'three.pdf'])
  })
})
