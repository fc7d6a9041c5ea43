import { expect, test } from 'vitest'
import type { Db } from '../../server/db/client.ts'
import { form, formVersion, submission } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { recentAnswers } from '../../server/insight/recent-answers.ts'
import { anOrganisation } from '../payments/a-submission.ts'
import { onBothEngines } from '../support/db.ts'

const startedAt = new Date('2026-11-22T10:00:00Z')

async function aForm(db: Db, organisationId: string): Promise<string> {
  const id = newId()
  await db.insert(form).values({ id, organisationId, slug: id, title: 'Waste', createdAt: startedAt })
  await db.insert(formVersion).values({
    id,
    organisationId,
    formId: id,
    number: 1,
    document: '{}',
    mode: 'test',
    note: '',
    publishedAt: startedAt,
    publishedBy: 'system',
  })
  return id
}

/** A submission of a form; without a reference it is still being answered. */
async function sent(
  db: Db,
  organisationId: string,
  formId: string,
  reference: string | null,
  minute: number,
) {
  const at = new Date(startedAt.getTime() + minute * 60_000)
  await db.insert(submission).values({
    id: newId(),
    organisationId,
    formId,
    formVersionId: formId,
    mode: 'test',
    state: reference === null ? 'answering' : 'submitted',
    tokenHash: newId(),
    language: 'en',
    answers: { minute },
    reference,
    ...(reference !== null && {
      price: { totalPence: 0, lines: [], explanation: { on: '2026-11-22', values: [], lines: [] } },
      totalPence: 0,
    }),
    startedAt,
    updatedAt: at,
    expiresAt: new Date(startedAt.getTime() + 86_400_000),
    submittedAt: reference === null ? null : at,
  })
}

onBothEngines('the answers that residents sent last', (database) => {
  test('are those of one form of one council, newest first and no more than asked for', async () => {
    const { db } = database()
    const ours = await anOrganisation(db)
    const formId = await aForm(db, ours)
    await sent(db, ours, formId, 'AAAA', 1)
    await sent(db, ours, formId, 'CCCC', 3)
    await sent(db, ours, formId, 'BBBB', 2)
    await sent(db, ours, formId, null, 4)
    await sent(db, ours, await aForm(db, ours), 'DDDD', 5)
    const references = async (organisationId: string, limit: number) =>
      (await recentAnswers(db, organisationId, formId, limit)).map(({ reference }) => reference)
    expect(await references(ours, 500)).toEqual(['CCCC', 'BBBB', 'AAAA'])
    expect(await references(ours, 2)).toEqual(['CCCC', 'BBBB'])
    expect(await references(await anOrganisation(db), 500)).toEqual([])
    expect((await recentAnswers(db, ours, formId, 1))[0]?.answers).toEqual({ minute: 3 })
  })
})
