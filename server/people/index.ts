/*
 * People: organisations and their brands, their officers, what each role may do, sessions, API tokens and the audit trail.
 * It knows passwords and secrets only as hashes. It refuses to know forms, submissions, payments and HTTP:
 * a cookie is a string to it, and other rooms give it the ids of what happened.
 */
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'
import { type Brands, createBrands } from './brands.ts'
import { createOfficers, type Officers } from './officers.ts'
import { createOrganisations, type Organisations } from './organisations.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createTokens, type Tokens } from './tokens.ts'

export { type AuditEvent, recordEvent } from './audit.ts'
export { type Brand, mayLookLikeGovuk, mostFooterLinks, sayVatNumber, type TypedBrand } from './brand.ts'
export type { Brands } from './brands.ts'
export { darkEnough, readColour } from './colour.ts'
export { type LogoImage, largestLogo } from './logo.ts'
export type { ChangePasswordOutcome, Officer, Officers, SignInOutcome } from './officers.ts'
export type { Organisation, Organisations } from './organisations.ts'
export { can, isRole, type Permission, permissions, type Role, roles } from './roles.ts'
export type { Sessions } from './sessions.ts'
export { type Scope, scopes, type Tokens, type VerifiedToken } from './tokens.ts'

export interface People {
  organisations: Organisations
  officers: Officers
  sessions: Sessions
  tokens: Tokens
  brands: Brands
}

/**
 * `https`: officers reach us over https, so session cookies are Secure and carry the `__Host-` name. `baseUrl`: where residents reach
 * us; brands may look like GOV.UK only on service.gov.uk.
 */
export function createPeople(deps: {
  db: Db
  clock: Clock
  log: Log
  https?: boolean
  baseUrl?: string
}): People {
  const { db, clock, https = false, baseUrl = 'http://localhost' } = deps
  return {
    organisations: createOrganisations({ db, clock }),
    officers: createOfficers({ db, clock }),
    sessions: createSessions({ db, clock, https }),
    tokens: createTokens({ db, clock }),
    brands: createBrands({ db, clock, baseUrl }),
  }
}
