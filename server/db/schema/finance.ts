import { bigint, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** Append-only (a trigger refuses updates and deletes); a correction is a new entry. */
export const ledgerEntry = pgTable('ledger_entry', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  paymentId: text('payment_id').notNull(),
  /** `held`: taken, but for nothing anybody owed (overpaid, another amount). `reversal`: the gateway took it back. */
  kind: text('kind').$type<'payment' | 'held' | 'reversal' | 'refund'>().notNull(),
  refundId: text('refund_id'),
  /** 1, and one more each time the payment was lost and found again. */
  posting: integer('posting').notNull().default(1),
  lineNumber: integer('line_number').notNull(),
  lineCode: text('line_code').notNull(),
  grossPence: integer('gross_pence').notNull(),
  netPence: integer('net_pence').notNull(),
  vatPence: integer('vat_pence').notNull(),
  vatTreatment: text('vat_treatment').notNull(),
  fund: text('fund').notNull(),
  ledgerCode: text('ledger_code'),
  narrative: text('narrative').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  postedAt: timestamp('posted_at', { withTimezone: true, mode: 'date' }).notNull(),
})
