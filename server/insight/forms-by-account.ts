import { and, asc, eq, isNull } from 'drizzle-orm'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Db } from '../db/client.ts'
import { form, formVersion } from '../db/schema/index.ts'

export interface FormOfAccount {
  /** Name of the gateway account that it takes its payments through. */
  account: string
  slug: string
  title: string
  mode: 'test' | 'live'
}

/** Which gateway account each published form takes its payments through; forms without a payment are left out. */
export async function formsByAccount(db: Db, organisationId: string): Promise<FormOfAccount[]> {
  const rows = await db
    .select({
      document: formVersion.document,
      slug: form.slug,
      title: form.title,
      mode: formVersion.mode,
    })
    .from(form)
    .innerJoin(formVersion, eq(formVersion.id, form.liveVersionId))
    .where(and(eq(form.organisationId, organisationId), isNull(form.archivedAt)))
    .orderBy(asc(form.title))
  // Read here and not by the database, whose JSON functions refuse a document that has a zero character anywhere.
  return rows.flatMap(({ document, ...row }) => {
    const { payment } = JSON.parse(document) as Pick<FormDocument, 'payment'>
    return payment ? [{ ...row, account: payment.gateway }] : []
  })
}
