import type { Clock } from '../clock.ts'
import type { Gateway, GatewayUnreachable } from './gateway.ts'

/** How one account's gateway answered since the last flush. */
export interface HealthTally {
  accountId: string
  organisationId: string
  calls: number
  failures: number
  lastSuccessAt: Date | null
  lastFailureAt: Date | null
  lastFailure: string | null
}

export interface GatewayHealth {
  /** The gateway, with every call counted, and new payments refused at once for a while after a row of silences. */
  watch(gateway: Gateway, account: { id: string; organisationId: string }): Gateway
  /** What was counted since, and forgets it. */
  drain(): HealthTally[]
  /** Counts a tally again whose writing failed. */
  putBack(tallies: HealthTally[]): void
}

/** So many silences in a row, and for so long a resident is told at once instead of after the timeout. */
const silencesInARow = 5
const restMs = 15_000

/**
 * Counts how gateways answer, account by account, in memory; the sweep writes it down. A refusal counts as a failure, an answer
 * about a payment that went wrong does not. Only `create` is ever held back: whoever paid must always be able to find out.
 */
export function createGatewayHealth(clock: Clock): GatewayHealth {
  const tallies = new Map<string, HealthTally>()
  const silences = new Map<string, { inARow: number; restUntil: number }>()

  function count(
    account: { id: string; organisationId: string },
    outcome: { kind: string; message?: string },
  ) {
    const tally = tallies.get(account.id) ?? {
      accountId: account.id,
      organisationId: account.organisationId,
      calls: 0,
      failures: 0,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastFailure: null,
    }
    tallies.set(account.id, tally)
    const failed = outcome.kind === 'unreachable' || outcome.kind === 'refused'
    tally.calls++
    if (failed) {
      tally.failures++
      tally.lastFailureAt = clock.now()
      tally.lastFailure = (outcome.message ?? '').slice(0, 300)
    } else tally.lastSuccessAt = clock.now()
    const row = silences.get(account.id) ?? { inARow: 0, restUntil: 0 }
    row.inARow = outcome.kind === 'unreachable' ? row.inARow + 1 : 0
    if (row.inARow >= silencesInARow) row.restUntil = clock.now().getTime() + restMs
    silences.set(account.id, row)
  }

  const resting = (accountId: string) => {
    const row = silences.get(accountId)
    return row !== undefined && row.inARow >= silencesInARow && clock.now().getTime() < row.restUntil
  }
  const resters: GatewayUnreachable = {
    kind: 'unreachable',
    message: 'It has not answered lately, and is not asked again for a few seconds',
  }

  return {
    watch(gateway, account) {
      const counted =
        <Arguments extends unknown[], Outcome extends { kind: string; message?: string }>(
          call: (...given: Arguments) => Promise<Outcome>,
        ) =>
        async (...given: Arguments): Promise<Outcome> => {
          const outcome = await call(...given)
          count(account, outcome)
          return outcome
        }
      const create = counted(gateway.create)
      return {
        ...gateway,
        create: async (...given) => (resting(account.id) ? resters : create(...given)),
        query: counted(gateway.query),
        testConnection: counted(gateway.testConnection),
        ...(gateway.cancel && { cancel: counted(gateway.cancel) }),
        ...(gateway.capture && { capture: counted(gateway.capture) }),
        ...(gateway.refund && { refund: counted(gateway.refund) }),
        ...(gateway.queryRefund && { queryRefund: counted(gateway.queryRefund) }),
      }
    },
    drain() {
      const drained = [...tallies.values()]
      tallies.clear()
      return drained
    },
    putBack(drained) {
      for (const old of drained) {
        const since = tallies.get(old.accountId)
        tallies.set(
          old.accountId,
          since
            ? {
                ...since,
                calls: since.calls + old.calls,
                failures: since.failures + old.failures,
                lastSuccessAt: since.lastSuccessAt ?? old.lastSuccessAt,
                lastFailureAt: since.lastFailureAt ?? old.lastFailureAt,
                lastFailure: since.lastFailure ?? old.lastFailure,
              }
            : old,
        )
      }
    },
  }
}
