import { boolean, customType, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Words } from '../../../form-schemas/words.ts'
import type { AccessibilityStatement, FooterLink } from '../../people/brand.ts'
import type { LogoImage } from '../../people/logo.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

export const brand = pgTable('brand', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** What forms call it: "waste". Unique in the organisation. */
  name: text('name').notNull(),
  displayName: jsonb('display_name').$type<Words>().notNull(),
  /** `#rrggbb`, lower case. */
  colour: text('colour').notNull(),
  footerLinks: jsonb('footer_links').$type<FooterLink[]>().notNull(),
  accessibility: jsonb('accessibility').$type<AccessibilityStatement>(),
  privacyUrl: text('privacy_url'),
  feedbackUrl: text('feedback_url'),
  /** Lines, as on an envelope. */
  postalAddress: jsonb('postal_address').$type<string[]>().notNull(),
  /** `GB` and 9 or 12 digits, or `GBGD…`, `GBHA…`. */
  vatNumber: text('vat_number'),
  /** Looks like GOV.UK: only on service.gov.uk. */
  govuk: boolean('govuk').notNull(),
  logo: jsonb('logo').$type<LogoImage>(),
  logoBytes: bytes('logo_bytes'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})
