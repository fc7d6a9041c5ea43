import type { Language } from '../../form-schemas/words.ts'
import { addDays, type Day, londonDay, startOfLondonDay } from '../clock.ts'
import type { PublishedForm } from '../forms/index.ts'
import type { SavedRow } from './saved-store.ts'
import type { SubmissionRow } from './submission-store.ts'

/** A journey that was saved is kept this long when its form says nothing. */
const savedDays = 28

/** Whose journey a link leads to, for the page that it opens. Says nothing that was answered. */
export interface AboutJourney {
  organisationId: string
  versionId: string
  language: Language
}

/** Its time is over, a newer link took its place, or the form was sent. */
export type OverLink = { kind: 'over'; because: 'expired' | 'replaced' | 'sent' } & AboutJourney

export type SavedLink = ({ kind: 'alive'; keptUntil: Day } & AboutJourney) | OverLink | { kind: 'unknown' }

export function standingOf(
  saved: SavedRow,
  submission: SubmissionRow,
  now: Date,
): Exclude<SavedLink, { kind: 'unknown' }> {
  const because = overBecause(saved, submission, now)
  const about = aboutOf(submission)
  return because
    ? { kind: 'over', because, ...about }
    : { kind: 'alive', keptUntil: lastDayOf(saved), ...about }
}

function overBecause(saved: SavedRow, submission: SubmissionRow, now: Date): OverLink['because'] | undefined {
  if (submission.state !== 'answering') return 'sent'
  if (saved.closedAt) return 'replaced'
  return saved.expiresAt > now && isUnderWay(submission, now) ? undefined : 'expired'
}

export function isUnderWay({ state, expiresAt }: SubmissionRow, now: Date): boolean {
  return state === 'answering' && expiresAt > now
}

export function aboutOf({ organisationId, formVersionId, language }: SubmissionRow): AboutJourney {
  return { organisationId, versionId: formVersionId, language }
}

/** Days for which a saved journey of the form is kept. */
export function daysOf({ document }: Pick<PublishedForm, 'document'>): number {
  return document.settings?.savedDays ?? savedDays
}

/** To the end of a day in London, as the message says. */
export function keptFrom(now: Date, form: PublishedForm): { keptUntil: Day; expiresAt: Date } {
  const keptUntil = addDays(londonDay(now), daysOf(form))
  return { keptUntil, expiresAt: startOfLondonDay(addDays(keptUntil, 1)) }
}

/** It ends as the next day begins. */
export function lastDayOf({ expiresAt }: Pick<SavedRow, 'expiresAt'>): Day {
  return londonDay(new Date(expiresAt.getTime() - 1))
}
