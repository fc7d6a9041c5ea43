import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { DeliverySettings, FormDocument } from '../../form-schemas/document.ts'
import type { Database } from '../../server/db/client.ts'
import { auditEvent, form, formVersion, organisation, submission } from '../../server/db/schema/index.ts'
import { createDestinations } from '../../server/delivery/destinations/index.ts'
import { createDelivery, type Delivery, type DeliveryDeps } from '../../server/delivery/index.ts'
import type { Expressions } from '../../server/expressions/index.ts'
import { newId } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { createPricing } from '../../server/pricing/index.ts'
import type { Price } from '../../server/pricing/price.ts'
import type { Job } from '../../server/queue.ts'
import { createSecrets } from '../../server/secrets.ts'

export const price: Price = {
  totalPence: 2500,
  lines: [
    {
      code: 'collection',
      label: 'Collection',
      quantity: 1,
      amountPence: 2500,
      totalPence: 2500,
      vat: 'outside-scope',
      fund: 'BW',
    },
  ],
  explanation: { on: '2026-11-22', values: [], lines: [] },
}

export const wasteDelivery: DeliverySettings = {
  id: 'waste',
  destination: 'waste-api',
  on: 'completed',
  mapping:
    '{ "reference": $submission.reference, "name": fullName, "count": items, "paidPence": $price.totalPence, "paymentId": $payment.id }',
  schema: {
    type: 'object',
    required: ['reference', 'name', 'count'],
    additionalProperties: false,
    properties: {
      reference: { type: 'string', pattern: '^[A-Z0-9]{10}$' },
      name: { type: 'string' },
      count: { type: 'integer', minimum: 1 },
      paidPence: { type: 'integer' },
      paymentId: { type: 'string' },
    },
  },
  tests: [],
}

export function wasteDocument(...deliveries: DeliverySettings[]): FormDocument {
  return {
    format: 'counterfoil/1',
    slug: 'bulky-waste',
    title: 'Book a bulky waste collection',
    definition: {
      display: 'wizard',
      components: [
        {
          type: 'panel',
          key: 'you',
          title: 'About you',
          components: [
            { type: 'textfield', key: 'fullName', label: 'Full name', validate: { required: true } },
            { type: 'number', key: 'items', label: 'How many items', validate: { required: true } },
          ],
        },
      ],
    },
    pricing: {
      fees: { each: [{ from: '2026-01-01', pence: 2500 }] },
      define: [],
      lines: [
        { code: 'collection', label: 'Collection', amount: "$fee('each')", vat: 'outside-scope', fund: 'BW' },
      ],
      tests: [],
    },
    deliveries,
  }
}

/** A delivery room on a database, with a clock that stands until it is moved and a queue that only remembers. */
export async function createSetting(
  database: Database,
  expressions: Expressions,
  options: Partial<DeliveryDeps> = {},
) {
  const { db } = database
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-delivery-'))
  const secrets = createSecrets('a secret key for tests')
  let now = new Date('2026-11-22T12:00:00.000Z')
  const clock = { now: () => now }
  const jobs: { job: Job; startAfter: Date | undefined }[] = []
  const organisationId = newId()
  const at = clock.now()
  await db
    .insert(organisation)
    .values({ id: organisationId, slug: `o-${organisationId}`, name: 'Test', createdAt: at })
  const documents = new Map<string, FormDocument>()
  const answersOf = new Map<string, Record<string, string | number>>()

  const delivery: Delivery = createDelivery({
    db,
    clock,
    log: createLog('silent'),
    expressions,
    pricing: createPricing({ expressions }),
    destinations: createDestinations({ dataDir, allowPrivate: true, clock }),
    secrets,
    enqueue: async (_tx, job, { startAfter } = {}) => void jobs.push({ job, startAfter }),
    retrySeconds: [10, 60, 300, 900, 3600, 7200],
    giveUpHours: 72,
    random: () => 0,
    async loadSubmission(id) {
      const row = (await db.select().from(submission).where(eq(submission.id, id)))[0]!
      return {
        id,
        organisationId: row.organisationId,
        reference: row.reference!,
        formSlug: 'bulky-waste',
        versionNumber: 1,
        mode: row.mode,
        document: documents.get(id)!,
        answers: answersOf.get(id)!,
        price: row.price!,
        submittedAt: row.submittedAt!,
        completedAt: row.completedAt!,
        payment: { id: `payment-${id}`, gatewayPaymentId: 'gateway-1', paidAt: row.completedAt! },
      }
    },
    ...options,
  })

  let count = 0
  return {
    db,
    delivery,
    jobs,
    organisationId,
    dataDir,
    now: () => now,
    pass(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000)
    },
    setClock(to: Date) {
      now = to
    },
    /** A completed submission with its deliveries queued; gives the deliveries' ids in the document's order. */
    async complete(
      document: FormDocument,
      answers: Record<string, string | number> = { fullName: 'Ann', items: 3 },
    ) {
      const formId = newId()
      const versionId = newId()
      const id = newId()
      count++
      const reference = `REF${String(count).padStart(7, '0')}`
      documents.set(id, document)
      answersOf.set(id, answers)
      await db.insert(form).values({
        id: formId,
        organisationId,
        slug: `f-${formId}`,
        title: 'F',
        liveVersionId: null,
        createdAt: at,
        archivedAt: null,
      })
      await db.insert(formVersion).values({
        id: versionId,
        organisationId,
        formId,
        number: 1,
        document: '{}',
        mode: 'test',
        note: '',
        publishedAt: at,
        publishedBy: 'system',
      })
      await db.insert(submission).values({
        id,
        organisationId,
        formId,
        formVersionId: versionId,
        mode: 'test',
        state: 'completed',
        tokenHash: newId(),
        language: 'en',
        answers,
        reference,
        price,
        totalPence: price.totalPence,
        startedAt: at,
        updatedAt: at,
        expiresAt: at,
        submittedAt: at,
        completedAt: at,
      })
      await db.transaction((tx) => delivery.enqueue(tx, { id, organisationId }, document))
      const rows = await delivery.forSubmission(id)
      const ids = (document.deliveries ?? []).map(
        ({ id: code }) => rows.find((row) => row.deliveryCode === code)!.id,
      )
      return { id, reference, ids, deliveryId: ids[0]! }
    },
    read: (deliveryId: string) => delivery.get(organisationId, deliveryId),
    events: async (deliveryId: string) =>
      (
        await db.select().from(auditEvent).where(eq(auditEvent.deliveryId, deliveryId)).orderBy(auditEvent.id)
      ).map(({ event, actor, details }) => ({ event, actor, details })),
    close: () => rm(dataDir, { recursive: true, force: true }),
  }
}

export type Setting = Awaited<ReturnType<typeof createSetting>>
