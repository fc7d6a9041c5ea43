import type { Clock, Day } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import type { PublishedForm } from '../forms/index.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { type Channel, type Messages, readAddress, unusableWords } from '../messages/index.ts'
import type { Secrets } from '../secrets.ts'
import { remindExpiring } from './remind-expiring.ts'
import {
  type AboutJourney,
  aboutOf,
  isUnderWay,
  keptFrom,
  lastDayOf,
  type OverLink,
  type SavedLink,
  standingOf,
} from './saved-link.ts'
import { recordJourney, sendSavedLink } from './saved-message.ts'
import { createSavedStore, type SavedRow } from './saved-store.ts'

export type { SavedLink } from './saved-link.ts'

/** Links of one journey in an hour: messages cost the council money, and strangers read them. */
export const mostLinksAnHour = 5
/** A second press of the button within this time sends nothing again. */
const sameButtonMs = 60_000

export interface SavedJourneyDeps {
  db: Db
  clock: Clock
  messages: Pick<Messages, 'queue' | 'canSend'>
  /** Seals addresses, so that a reminder can follow. */
  secrets: Secrets
  /** Without a trailing slash: links in messages begin with it. */
  baseUrl: string
  version(versionId: string, tx?: Tx): Promise<PublishedForm>
}

export type SaveJourneyOutcome =
  /** `keptUntil`: the last day on which the answers are there. */
  | { kind: 'saved'; keptUntil: Day }
  /** The journey is gone, was sent, or goes on on another device. */
  | { kind: 'gone' }
  /** The form does not offer it, or nothing carries messages of the channel. */
  | { kind: 'not-offered' }
  /** In the resident's language. */
  | { kind: 'unusable'; message: string }
  | { kind: 'too-many' }

export type ResumeOutcome =
  /** `token` is the journey's new one: the cookie of the device it was on before stops working. */
  | ({ kind: 'resumed'; token: string; submissionId: string; keptUntil: Day } & AboutJourney)
  | OverLink
  | { kind: 'unknown' }

export interface SavedJourneys {
  /** Keeps the journey for the form's saved days, and sends a link to it. A new link takes the place of the last one. */
  save(token: string, to: { channel: Channel; address: string }): Promise<SaveJourneyOutcome>
  /** Looks at a link and changes nothing: mail programs open links, too. */
  look(linkToken: string): Promise<SavedLink>
  /** How a journey is kept: undefined when it was not saved, or its link is over. */
  kept(submissionId: string): Promise<{ channel: Channel; keptUntil: Day } | undefined>
  /**
   * Takes the journey over on this device, on the version it began, and keeps it for another while. The link stays good until it is
   * replaced. To be asked for by a button, never by the link itself.
   */
  resume(linkToken: string): Promise<ResumeOutcome>
  /** The journey was sent: no link leads to it any more, and its address is forgotten. */
  close(tx: Tx, submissionId: string): Promise<void>
  /** Tells residents whose answers are to be deleted within three days, each once. Gives how many were told. */
  remindExpiring(now: Date): Promise<number>
}

export function createSavedJourneys(deps: SavedJourneyDeps): SavedJourneys {
  const { db, clock, messages, secrets } = deps
  const store = createSavedStore(db)

  return {
    async save(token, { channel, address }) {
      const now = clock.now()
      return db.transaction(async (tx): Promise<SaveJourneyOutcome> => {
        const submission = await store.lockByToken(tx, sha256(token))
        if (!submission || !isUnderWay(submission, now)) return { kind: 'gone' }
        const { organisationId, mode, language } = submission
        const form = await deps.version(submission.formVersionId, tx)
        const offered = submission.channel === 'online' && form.document.settings?.saveAndReturn !== false
        if (!offered || !(await messages.canSend(tx, { organisationId, channel, mode }))) {
          return { kind: 'not-offered' }
        }
        const read = readAddress(channel, address)
        if (read.kind === 'unusable') return { kind: 'unusable', message: unusableWords(channel, language) }
        const to = read.address

        const before = await store.newest(tx, submission.id)
        if (before && isSamePress(before, { channel, to, now }, secrets)) {
          return { kind: 'saved', keptUntil: lastDayOf(before) }
        }
        const anHourAgo = new Date(now.getTime() - 3_600_000)
        const links = await store.countSince(tx, submission.id, anHourAgo)
        if (links >= mostLinksAnHour) return { kind: 'too-many' }

        const { keptUntil, expiresAt } = keptFrom(now, form)
        const linkToken = newSecret()
        await store.close(tx, submission.id, now)
        await store.insert(tx, {
          id: newId(),
          organisationId,
          submissionId: submission.id,
          tokenHash: sha256(linkToken),
          channel,
          sealedTo: secrets.seal(to),
          createdAt: now,
          expiresAt,
          renewedAt: now,
          remindedAt: null,
          closedAt: null,
        })
        await store.keepUntil(tx, submission.id, expiresAt)
        const kind = 'saved-journey'
        await sendSavedLink(deps, tx, { submission, channel, to, keptUntil, linkToken, kind })
        await recordJourney(deps, tx, submission, 'journey.saved', expiresAt)
        return { kind: 'saved', keptUntil }
      })
    },

    async look(linkToken) {
      const found = await store.withSubmission(sha256(linkToken))
      return found ? standingOf(found.saved, found.submission, clock.now()) : { kind: 'unknown' }
    },

    async kept(submissionId) {
      const saved = await store.newest(db, submissionId)
      if (!saved || saved.expiresAt <= clock.now()) return undefined
      return { channel: saved.channel, keptUntil: lastDayOf(saved) }
    },

    async resume(linkToken) {
      const now = clock.now()
      const known = await store.withSubmission(sha256(linkToken))
      if (!known) return { kind: 'unknown' }
      return db.transaction(async (tx): Promise<ResumeOutcome> => {
        const submission = await store.lockById(tx, known.submission.id)
        const saved = await store.byId(tx, known.saved.id)
        if (!submission || !saved) return { kind: 'unknown' }
        const about = aboutOf(submission)
        const standing = standingOf(saved, submission, now)
        if (standing.kind === 'over') return standing
        // A reminder has given the link another token meanwhile.
        if (saved.tokenHash !== known.saved.tokenHash) return { kind: 'over', because: 'replaced', ...about }

        const form = await deps.version(submission.formVersionId, tx)
        const { keptUntil, expiresAt } = keptFrom(now, form)
        const token = newSecret()
        await store.keepUntil(tx, submission.id, expiresAt, sha256(token))
        await store.update(tx, saved.id, { expiresAt, renewedAt: now, remindedAt: null })
        await recordJourney(deps, tx, submission, 'journey.resumed', expiresAt)
        return { kind: 'resumed', token, submissionId: submission.id, keptUntil, ...about }
      })
    },

    close: (tx, submissionId) => store.close(tx, submissionId, clock.now()),
    remindExpiring: (now) => remindExpiring(deps, store, now),
  }
}

function isSamePress(
  before: SavedRow,
  { channel, to, now }: { channel: Channel; to: string; now: Date },
  secrets: Secrets,
): boolean {
  if (now.getTime() - before.createdAt.getTime() >= sameButtonMs) return false
  return before.channel === channel && before.sealedTo !== null && secrets.open(before.sealedTo) === to
}
