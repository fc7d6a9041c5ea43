import type { Db } from '../../server/db/client.ts'
import { form, formVersion, organisation, submission } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import type { PaymentLine } from '../../server/payments/index.ts'

export async function anOrganisation(db: Db): Promise<string> {
  const id = newId()
  await db.insert(organisation).values({ id, slug: `o${id}`, name: 'Exampleshire', createdAt: new Date() })
  return id
}

/** A submitted submission, committed, as it stands when a payment starts. */
export async function aSubmission(db: Db, organisationId: string, totalPence: number): Promise<string> {
  const [formId, versionId, id] = [newId(), newId(), newId()]
  const now = new Date()
  await db
    .insert(form)
    .values({ id: formId, organisationId, slug: `f${formId}`, title: 'Bulky waste', createdAt: now })
  await db.insert(formVersion).values({
    id: versionId,
    organisationId,
    formId,
    number: 1,
    document: '{}',
    mode: 'test',
    note: '',
    publishedAt: now,
    publishedBy: 'system',
  })
  await db.insert(submission).values({
    id,
    organisationId,
    formId,
    formVersionId: versionId,
    mode: 'test',
    state: 'submitted',
    tokenHash: newId(),
    language: 'en',
    answers: {},
    reference: id.slice(0, 10),
    price: { totalPence, lines: [], explanation: { on: '2026-11-22', values: [], lines: [] } },
    totalPence,
    startedAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    submittedAt: now,
  })
  return id
}

/** Two lines of which the second has VAT: the given total, £6.00 of it standard-rated. */
export function lines(totalPence: number): PaymentLine[] {
  return [
    {
      code: 'collection',
      label: 'Collection',
      quantity: 1,
      amountPence: totalPence - 600,
      totalPence: totalPence - 600,
      vat: 'outside-scope',
      fund: 'BW',
      ledger: 'R1234',
    },
    {
      code: 'bag',
      label: 'Bags',
      quantity: 2,
      amountPence: 300,
      totalPence: 600,
      vat: 'standard',
      fund: 'TW',
    },
  ]
}
