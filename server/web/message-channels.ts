import type { House } from '../app.ts'
import type { PublishedForm } from '../forms/index.ts'
import type { Channel } from '../messages/index.ts'

const everyChannel: readonly Channel[] = ['email', 'text']

/** What can carry messages of a form: nothing when its organisation has no sender. */
export async function channelsOf(
  { messages, db }: Pick<House, 'messages' | 'db'>,
  { organisationId, mode }: Pick<PublishedForm, 'organisationId' | 'mode'>,
): Promise<Channel[]> {
  const able = await Promise.all(
    everyChannel.map((channel) => messages.canSend(db, { organisationId, channel, mode })),
  )
  return everyChannel.filter((_, at) => able[at])
}
