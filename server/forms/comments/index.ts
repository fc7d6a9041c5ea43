/*
 * Comments: what officers say to each other about a question of a form. They belong to the form and the question's key; no document
 * has them, so they are never exported, published or shown to residents.
 */
import { looksLikeCardNumber } from '../../../form-schemas/card-number.ts'
import type { Clock } from '../../clock.ts'
import type { Db, Tx } from '../../db/client.ts'
import { BadInput, NotFound } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../people/audit.ts'
import type { Draft } from '../index.ts'
import { type CommentRow, createCommentStore } from './comment-store.ts'
import { partsOf } from './parts-of-form.ts'

export { openCommentCheck } from './open-comment-check.ts'
export { type FormPart, partsOf } from './parts-of-form.ts'

export interface Remark {
  id: string
  text: string
  at: Date
  /** An actor: `officer:<id>`. */
  by: string
}

export interface Comment extends Remark {
  /** Key of the page or question. */
  question: string
  replies: Remark[]
  resolvedAt: Date | null
  resolvedBy: string | null
}

export interface Comments {
  /** Of a form's draft, oldest first, resolved ones too. @throws NotFound */
  of(organisationId: string, slug: string): Promise<Comment[]>
  /** How many are open at each question that has any. A form that does not exist has none. */
  open(organisationId: string, slug: string): Promise<{ question: string; count: number }[]>
  /** @throws NotFound @throws BadInput for no text, too much of it, and a question that the draft does not have */
  add(
    organisationId: string,
    slug: string,
    given: { question: string; text: string },
    actor: string,
  ): Promise<string>
  /** @throws NotFound for a comment of another form, too @throws BadInput */
  reply(organisationId: string, slug: string, id: string, text: string, actor: string): Promise<void>
  /** Doing it twice changes nothing. @throws NotFound */
  resolve(organisationId: string, slug: string, id: string, actor: string): Promise<void>
  reopen(organisationId: string, slug: string, id: string, actor: string): Promise<void>
}

interface Deps {
  db: Db
  clock: Clock
  draft(organisationId: string, slug: string): Promise<Draft>
}

export const longestComment = 2000

export function createComments({ db, clock, draft }: Deps): Comments {
  const store = createCommentStore(db)

  /** @throws NotFound */
  async function commentOf(organisationId: string, slug: string, id: string): Promise<CommentRow> {
    const { formId } = await draft(organisationId, slug)
    const found = await store.comment(formId, id)
    if (!found) throw new NotFound('There is no such comment on this form')
    return found
  }

  const note = (tx: Tx, comment: CommentRow, actor: string, event: string) =>
    recordEvent(tx, {
      organisationId: comment.organisationId,
      at: clock.now(),
      actor,
      event: `form.${event}`,
      formId: comment.formId,
      details: { comment: comment.replyTo ?? comment.id, question: comment.questionKey },
    })

  async function keep(row: CommentRow, event: string): Promise<void> {
    await db.transaction(async (tx) => {
      await store.insert(tx, row)
      await note(tx, row, row.createdBy, event)
    })
  }

  async function setResolved(comment: CommentRow, actor: string, isResolved: boolean): Promise<void> {
    await db.transaction(async (tx) => {
      const by = isResolved ? { at: clock.now(), actor } : undefined
      if (!(await store.setResolved(tx, comment.id, by))) return
      await note(tx, comment, actor, isResolved ? 'comment-resolved' : 'comment-reopened')
    })
  }

  return {
    async of(organisationId, slug) {
      return conversations(await store.of((await draft(organisationId, slug)).formId))
    },

    open: (organisationId, slug) => store.open(organisationId, slug),

    async add(organisationId, slug, { question, text }, actor) {
      const { formId, document } = await draft(organisationId, slug)
      if (!partsOf(document).some(({ key }) => key === question))
        throw new BadInput('The form has no such question, or it is not saved yet', [
          { pointer: '/question', message: 'Choose a question of the form' },
        ])
      const row = newRow({ organisationId, formId, questionKey: question, text, actor, at: clock.now() })
      await keep(row, 'commented')
      return row.id
    },

    async reply(organisationId, slug, id, text, actor) {
      const { formId, questionKey } = await commentOf(organisationId, slug, id)
      const row = newRow({ organisationId, formId, questionKey, text, actor, at: clock.now(), replyTo: id })
      await keep(row, 'comment-replied')
    },

    async resolve(organisationId, slug, id, actor) {
      await setResolved(await commentOf(organisationId, slug, id), actor, true)
    },

    async reopen(organisationId, slug, id, actor) {
      await setResolved(await commentOf(organisationId, slug, id), actor, false)
    },
  }
}

function conversations(rows: CommentRow[]): Comment[] {
  const remark = ({ id, text, createdAt, createdBy }: CommentRow): Remark => ({
    id,
    text,
    at: createdAt,
    by: createdBy,
  })
  return rows
    .filter(({ replyTo }) => replyTo === null)
    .map((row) => ({
      ...remark(row),
      question: row.questionKey,
      replies: rows.filter(({ replyTo }) => replyTo === row.id).map(remark),
      resolvedAt: row.resolvedAt,
      resolvedBy: row.resolvedBy,
    }))
}

interface NewComment {
  organisationId: string
  formId: string
  questionKey: string
  text: string
  actor: string
  at: Date
  replyTo?: string
}

/** @throws BadInput */
function newRow({ organisationId, formId, questionKey, text, actor, at, replyTo }: NewComment): CommentRow {
  return {
    id: newId(),
    organisationId,
    formId,
    questionKey,
    replyTo: replyTo ?? null,
    text: usableText(text),
    createdAt: at,
    createdBy: actor,
    resolvedAt: null,
    resolvedBy: null,
  }
}

/** @throws BadInput */
function usableText(typed: string): string {
  const text = typed.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  const problem =
    text === ''
      ? 'Enter what you want to say'
      : [...text].length > longestComment
        ? `Use ${longestComment} characters or fewer`
        : looksLikeCardNumber(text)
          ? 'Take out what looks like a card number: card numbers are never kept here'
          : undefined
  if (problem) throw new BadInput(problem, [{ pointer: '/text', message: problem }])
  return text
}
