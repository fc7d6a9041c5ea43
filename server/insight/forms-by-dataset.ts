import type { Component } from '../../form-schemas/document.ts'
import type { Db } from '../db/client.ts'
import { type LiveForm, liveDocuments } from './live-documents.ts'

export interface FormOfDataset extends LiveForm {
  /** Name of a dataset that it looks answers up in. */
  dataset: string
}

/** Which datasets each published form looks answers up in, in lists too. */
export async function formsByDataset(db: Db, organisationId: string): Promise<FormOfDataset[]> {
  return (await liveDocuments(db, organisationId)).flatMap(({ about, document }) => {
    const names = new Set(document.definition.components.flatMap(datasetsIn))
    return [...names].map((dataset) => ({ ...about, dataset }))
  })
}

function datasetsIn({ lookup, components = [] }: Component): string[] {
  return [...(lookup ? [lookup.dataset] : []), ...components.flatMap(datasetsIn)]
}
