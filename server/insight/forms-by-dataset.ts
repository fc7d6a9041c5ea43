import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import type { Db } from '../db/client.ts'
import { form, formVersion } from '../db/schema/index.ts'

export interface FormOfDataset {
  /** Name of a dataset that it looks answers up in. */
  dataset: string
  slug: string
  title: string
  mode: 'test' | 'live'
}

/** Which datasets each published form looks answers up in, in lists too. */
export async function formsByDataset(db: Db, organisationId: string): Promise<FormOfDataset[]> {
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
  return rows.flatMap(({ document, ...row }) => {
    const { definition } = JSON.parse(document) as Pick<FormDocument, 'definition'>
    const names = new Set(definition.components.flatMap(datasetsIn))
    return [...names].map((dataset) => ({ ...row, dataset }))
  })
}

function datasetsIn({ lookup, components = [] }: Component): string[] {
  return [...(lookup ? [lookup.dataset] : []), ...components.flatMap(datasetsIn)]
}
