import { newSecret, sha256 } from '../ids.ts'
import type { SavedJourneyDeps } from './saved.ts'
import { lastDayOf, standingOf } from './saved-link.ts'
import { recordJourney, sendSavedLink } from './saved-message.ts'
import type { SavedStore } from './saved-store.ts'

const reminderDays = 3
/** Nobody is reminded at night (hours in London), or within a day of having been there. */
const reminderHours = { from: 9, before: 20 }
const dayMs = 24 * 3_600_000

/** Tells residents whose answers are to be deleted within three days, each once. Gives how many were told. */
export async function remindExpiring(deps: SavedJourneyDeps, store: SavedStore, now: Date): Promise<number> {
  const hour = londonHour(now)
  if (hour < reminderHours.from || hour >= reminderHours.before) return 0
  const endBy = new Date(now.getTime() + reminderDays * dayMs)
  const due = await store.toRemind(now, endBy, new Date(now.getTime() - dayMs))
  let told = 0
  for (const { id, submissionId } of due) if (await remind(deps, store, id, submissionId, now)) told += 1
  return told
}

async function remind(
  deps: SavedJourneyDeps,
  store: SavedStore,
  id: string,
  submissionId: string,
  now: Date,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const submission = await store.lockById(tx, submissionId)
    const saved = await store.byId(tx, id)
    if (!submission || !saved?.sealedTo || saved.remindedAt) return false
    if (standingOf(saved, submission, now).kind === 'over') return false
    const { organisationId, channel, expiresAt } = saved
    const canSend = await deps.messages.canSend(tx, { organisationId, channel, mode: submission.mode })
    const linkToken = newSecret()
    // Of a link only the hash is kept, so a reminder needs a new one: it takes the place of the old one.
    await store.update(tx, id, { remindedAt: now, ...(canSend && { tokenHash: sha256(linkToken) }) })
    if (!canSend) return false
    await sendSavedLink(deps, tx, {
      submission,
      channel,
      to: deps.secrets.open(saved.sealedTo) as string,
      keptUntil: lastDayOf(saved),
      linkToken,
      kind: 'saved-journey-ends',
    })
    await recordJourney(deps, tx, submission, 'journey.reminded', expiresAt)
    return true
  })
}

const londonHours = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  hourCycle: 'h23',
})

function londonHour(instant: Date): number {
  return Number(londonHours.format(instant))
}
