import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Db } from '../db/client.ts'
import { submission } from '../db/schema/index.ts'

/** The answers of one submission as they were frozen, under its reference. Personal data: to be priced, never to be shown. */
export interface FrozenAnswers {
  reference: string
  answers: Answers
}

/** What residents sent with one form last, newest first. */
export async function recentAnswers(
  db: Db,
  organisationId: string,
  formId: string,
  limit: number,
): Promise<FrozenAnswers[]> {
  const rows = await db
    .select({ reference: submission.reference, answers: submission.answers })
    .from(submission)
    .where(
      and(
        eq(submission.organisationId, organisationId),
        eq(submission.formId, formId),
        isNotNull(submission.reference),
        isNotNull(submission.submittedAt),
      ),
    )
    .orderBy(desc(submission.submittedAt))
    .limit(limit)
  return rows.map(({ reference, answers }) => ({ reference: reference!, answers }))
}
