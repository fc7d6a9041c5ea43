import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOutbox } from '../../server/messages/senders/outbox.ts'
import { type ArrivedMessage, outgoing, senderContract } from './sender-contract.ts'

let parent: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'counterfoil-outbox-'))
})
afterAll(() => rm(parent, { recursive: true, force: true }))

let count = 0
function open() {
  const folder = join(parent, String(++count))
  const path = join(folder, 'exampleshire.jsonl')
  return { sender: createOutbox({ folder }), folder, path, settings: { organisation: 'exampleshire' } }
}

for (const channel of ['email', 'text'] as const) {
  senderContract('outbox', channel, async () => {
    const { sender, folder, path, settings } = open()
    return {
      sender,
      settings,
      secretTexts: [],
      async arrived() {
        const text = await readFile(path, 'utf8').catch(() => '')
        const lines = text.split('\n').filter((line) => line !== '')
        return lines.map((line) => {
          const { reference, to, subject, text: words } = JSON.parse(line) as ArrivedMessage
          return { reference, to, subject, text: words }
        })
      },
      break: () => writeFile(folder, 'a file where the folder should be'),
      mend: () => rm(folder),
      findsWhatHasGone: true,
    }
  })
}

test('the outbox can be read by the server’s own user only', async () => {
  const { sender, path, settings } = open()
  await sender.send(settings, outgoing('email'))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a message that may have been written already is looked for first', async () => {
  const { sender, path, settings } = open()
  const message = outgoing('email')
  await sender.send(settings, message)
  await sender.send(settings, { ...message, mayHaveGone: true })
  await sender.send(settings, outgoing('email', { mayHaveGone: true }))
  expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(2)
})

test('a line that a crash cut short, or that somebody edited, costs no other message', async () => {
  const { sender, folder, path, settings } = open()
  await mkdir(folder, { recursive: true })
  await writeFile(path, 'null\n7\n{"reference":"half of a li')
  await chmod(path, 0o600)
  const message = outgoing('email', { mayHaveGone: true })
  expect((await sender.send(settings, message)).kind).toBe('sent')
  expect(JSON.parse((await readFile(path, 'utf8')).trim().split('\n').at(-1)!)).toMatchObject({
    reference: message.reference,
  })
})

test('no organisation’s name leads out of the folder', () => {
  const { sender } = open()
  for (const organisation of ['../secrets', 'a/b', '.', '', 'Ä', 'x\0']) {
    expect(() => sender.parseSettings({ organisation }, 'email')).toThrow()
  }
})
