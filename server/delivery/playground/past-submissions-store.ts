import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { Db } from '../../db/client.ts'
import { formVersion, submission } from '../../db/schema/index.ts'
import type { Price } from '../../pricing/price.ts'

/** A submission as it was sent. Personal data: it is mapped, and shown only masked. */
export interface PastSubmission {
  reference: string
  versionNumber: number
  mode: 'test' | 'live'
  answers: Answers
  /** As it was shown; null of very old ones. */
  price: Price | null
  submittedAt: Date
  completedAt: Date | null
}

const columns = {
  reference: submission.reference,
  versionNumber: formVersion.number,
  mode: submission.mode,
  answers: submission.answers,
  price: submission.price,
  submittedAt: submission.submittedAt,
  completedAt: submission.completedAt,
}

/** What residents sent with one form last, the newest first; `reference` = that one only. */
export async function pastSubmissions(
  db: Db,
  {
    organisationId,
    formId,
    reference,
    limit,
  }: {
    organisationId: string
    formId: string
    reference?: string
    limit: number
  },
): Promise<PastSubmission[]> {
  const rows = await db
    .select(columns)
    .from(submission)
    .innerJoin(formVersion, eq(formVersion.id, submission.formVersionId))
    .where(
      and(
        eq(submission.organisationId, organisationId),
        eq(submission.formId, formId),
        isNotNull(submission.submittedAt),
        reference === undefined ? isNotNull(submission.reference) : eq(submission.reference, reference),
      ),
    )
    .orderBy(desc(submission.submittedAt))
    .limit(limit)
  return rows.map((row) => ({ ...row, reference: row.reference!, submittedAt: row.submittedAt! }))
}
