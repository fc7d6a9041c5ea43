import { and, asc, eq, isNull } from 'drizzle-orm'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Db } from '../db/client.ts'
import { form, formVersion } from '../db/schema/index.ts'

/** A form as residents have it now. */
export interface LiveForm {
  slug: string
  title: string
  mode: 'test' | 'live'
}

/** The published forms of an organisation by title, each with its live document. */
export async function liveDocuments(
  db: Db,
  organisationId: string,
): Promise<{ about: LiveForm; document: FormDocument }[]> {
  const rows = await db
    .select({
      document: formVersion.document,
      about: { slug: form.slug, title: form.title, mode: formVersion.mode },
    })
    .from(form)
    .innerJoin(formVersion, eq(formVersion.id, form.liveVersionId))
    .where(and(eq(form.organisationId, organisationId), isNull(form.archivedAt)))
    .orderBy(asc(form.title))
  // Read here and not by the database, whose JSON functions refuse a document that has a zero character anywhere.
  return rows.map(({ about, document }) => ({ about, document: JSON.parse(document) as FormDocument }))
}
