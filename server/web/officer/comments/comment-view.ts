import { spokenInstant } from '../../../clock.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps } from '../deps.ts'

export interface CommentView {
  id: string
  /** Key of the page or question. */
  question: string
  text: string
  /** Who and when, in words. */
  by: string
  at: string
  replies: { text: string; by: string; at: string }[]
  isResolved: boolean
  resolved: string
}

/** The comments of a form, with who and when in words: "Ada Hill", "22 November 2026 at 15:04:05". @throws NotFound */
export async function readComments(
  deps: Pick<OfficerDeps, 'forms' | 'people' | 'gateways'>,
  organisationId: string,
  slug: string,
): Promise<CommentView[]> {
  const comments = await deps.forms.comments.of(organisationId, slug)
  const nameOf = await actorNames(
    deps,
    organisationId,
    comments.flatMap(({ by, resolvedBy, replies }) => [by, resolvedBy, ...replies.map((reply) => reply.by)]),
  )
  return comments.map(({ id, question, text, by, at, replies, resolvedAt, resolvedBy }) => ({
    id,
    question,
    text,
    by: nameOf(by),
    at: spokenInstant(at),
    replies: replies.map((reply) => ({
      text: reply.text,
      by: nameOf(reply.by),
      at: spokenInstant(reply.at),
    })),
    isResolved: resolvedAt !== null,
    resolved: resolvedAt ? `Resolved by ${nameOf(resolvedBy)} on ${spokenInstant(resolvedAt)}` : '',
  }))
}
