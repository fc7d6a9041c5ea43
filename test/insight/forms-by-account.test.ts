import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../server/db/client.ts'
import { form, formVersion } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { formsByAccount } from '../../server/insight/forms-by-account.ts'
import { anOrganisation } from '../payments/a-submission.ts'
import { onBothEngines } from '../support/db.ts'

async function aForm(db: Db, organisationId: string, title: string, document: object, live = true) {
  const [formId, versionId] = [newId(), newId()]
  const createdAt = new Date('2026-11-22T10:00:00Z')
  await db.insert(form).values({ id: formId, organisationId, slug: formId, title, createdAt })
  await db.insert(formVersion).values({
    id: versionId,
    organisationId,
    formId,
    number: 1,
    document: JSON.stringify(document),
    mode: 'live',
    note: '',
    publishedAt: createdAt,
    publishedBy: 'system',
  })
  if (live) await db.update(form).set({ liveVersionId: versionId }).where(eq(form.id, formId))
  return formId
}

onBothEngines('the forms of a gateway account', (database) => {
  test('are those that are published and take a payment, by title', async () => {
    const { db } = database()
    const organisationId = await anOrganisation(db)
    const payment = { gateway: 'card' }
    await aForm(db, organisationId, 'Waste', { payment })
    // What somebody typed into a document may be any character.
    await aForm(db, organisationId, 'Permits', { payment: { gateway: 'other' }, title: 'a\u0000b' })
    await aForm(db, organisationId, 'Free', {})
    await aForm(db, organisationId, 'Draft', { payment }, false)
    const archived = await aForm(db, organisationId, 'Archived', { payment })
    await db.update(form).set({ archivedAt: new Date() }).where(eq(form.id, archived))
    await aForm(db, await anOrganisation(db), 'Another council’s', { payment })
    expect(await formsByAccount(db, organisationId)).toMatchObject([
      { title: 'Permits', account: 'other', mode: 'live' },
      { title: 'Waste', account: 'card', mode: 'live' },
    ])
  })
})
