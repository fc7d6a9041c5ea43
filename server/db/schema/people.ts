import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const organisation = pgTable('organisation', {
  id: text('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  /** A refund that one officer asks for waits for another to approve it. */
  refundsNeedSecondPerson: boolean('refunds_need_second_person').notNull().default(false),
  pricesNeedSecondPerson: boolean('prices_need_second_person').notNull().default(false),
  createdAt: instant('created_at').notNull(),
})

export const officer = pgTable('officer', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  mustChangePassword: boolean('must_change_password').notNull(),
  roles: text('roles').array().notNull(),
  failedSignIns: integer('failed_sign_ins').notNull(),
  lockedUntil: instant('locked_until'),
  createdAt: instant('created_at').notNull(),
})

/** `id` is the sha256 of the session token: the token itself is only in the officer's cookie. */
export const officerSession = pgTable('officer_session', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  officerId: text('officer_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const apiToken = pgTable('api_token', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  name: text('name').notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  scopes: text('scopes').array().notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
})
