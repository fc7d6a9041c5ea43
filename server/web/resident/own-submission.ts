import type { Context } from 'hono'
import { readJourneyCookie } from './cookie.ts'
import type { Confirmed, ResidentDeps } from './deps.ts'

/**
 * A submission that was sent, by its public id. `isOwn`: this is the browser in which it was filled in. The others hold nothing but its
 * address, and see nothing personal.
 */
export async function findConfirmed(
  c: Context,
  deps: ResidentDeps,
  submissionId: string,
): Promise<{ confirmed: Confirmed; isOwn: boolean } | undefined> {
  const cookie = readJourneyCookie(c)
  const journey = cookie && (await deps.submissions.read(cookie.token))
  if (journey?.id === submissionId && journey.state !== 'answering') {
    const { channel, formVersionId: versionId, language, reference, state, price } = journey
    const totalPence = price!.totalPence
    return {
      confirmed: { submissionId, channel, versionId, language, reference: reference!, state, totalPence },
      isOwn: true,
    }
  }
  const confirmed = await deps.confirmation(submissionId)
  return confirmed && { confirmed, isOwn: false }
}
