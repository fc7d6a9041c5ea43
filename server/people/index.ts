/*
 * People: organisations, their officers, what each role may do, sessions, API tokens and the audit trail.
 * It knows passwords and secrets only as hashes. It refuses to know forms, submissions, payments and HTTP:
 * a cookie is a string to it, and other rooms give it the ids of what happened.
 */
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'
import { createOfficers, type Officers } from './officers.ts'
import { createOrganisations, type Organisations } from './organisations.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createTokens, type Tokens } from './tokens.ts'

export { type AuditEvent, recordEvent } from './audit.ts'
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
}

/** `https`: officers reach us over https, so session cookies are Secure and carry the `__Host-` name. */
export function createPeople(deps: { db: Db; clock: Clock; log: Log; https?: boolean }): People {
  const { db, clock, https = false } = deps
  return {
    organisations: createOrganisations({ db, clock }),
    officers: createOfficers({ db, clock }),
    sessions: createSessions({ db, clock, https }),
    tokens: createTokens({ db, clock }),
  }
}
