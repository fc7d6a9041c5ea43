import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type StoryHouse, until } from './story-house.ts'

export interface SentMessage {
  channel: 'email' | 'text'
  to: string
  language: 'en' | 'cy'
  subject: string
  text: string
}

/** What people were sent so far: test messages go to the outbox on the server. */
export async function messagesSent({ house, organisation }: StoryHouse): Promise<SentMessage[]> {
  const path = join(house.config.dataDir, 'messages', `${organisation.slug}.jsonl`)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SentMessage)
}

/** The payment link in the newest message to this address, once it is there. */
export function linkSentTo(story: StoryHouse, to: string): Promise<string> {
  return until(`a payment link is sent to ${to}`, async () => {
    const found = (await messagesSent(story)).filter((message) => message.to === to).at(-1)
    return found && /http\S+\/pay\/\S+/.exec(found.text)?.[0]
  })
}
