import { startThrowawayPostgres, type ThrowawayPostgres } from '../../support/throwaway-postgres.ts'

/** A server of which nothing has to survive: what makes PostgreSQL wait for the disk is off. */
export function startEngine(): Promise<ThrowawayPostgres> {
  return startThrowawayPostgres({
    max_connections: '100',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    shared_buffers: '256MB',
    autovacuum: 'off',
    jit: 'off',
  })
}
