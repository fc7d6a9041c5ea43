import type { PGlite } from '@electric-sql/pglite'
import type { Connection, Row } from './lane.ts'
import { type Column, readReply } from './wire-reply.ts'
import { bindAndExecute, parseAndDescribe, simply } from './wire-request.ts'

/**
 * The embedded engine by the wire protocol: each statement is parsed and planned once and then only bound and executed, which makes
 * it five times as fast as the engine's own `query`. It answers at once, within the call.
 */
export function embeddedConnection(pglite: PGlite): Connection {
  const statements = new Map<string, { name: string; columns: Column[] }>()

  /** Streamed, the reply is not parsed a first time by the engine itself. */
  function ask(request: Uint8Array, columns: readonly Column[] = []) {
    const reply: Uint8Array[] = []
    const answered = pglite.execProtocolRawStream(request, {
      syncToFs: false,
      onRawData: (part) => reply.push(part.slice()),
    })
    answered.catch(() => {})
    return readReply(Buffer.concat(reply), columns)
  }

  function prepare(text: string): { name: string; columns: Column[] } {
    const known = statements.get(text)
    if (known) return known
    const name = `s${statements.size + 1}`
    const { columns } = ask(parseAndDescribe(name, text))
    statements.set(text, { name, columns })
    return { name, columns }
  }

  return {
    pid: 0,
    async run(text, parameters, asArrays) {
      if (text === 'begin' || text === 'commit' || text === 'rollback') return ask(simply(text)).rows
      const { name, columns } = prepare(text)
      const { rows } = ask(bindAndExecute(name, parameters), columns)
      return asArrays ? rows : rows.map((row) => named(row, columns))
    },
    close: () => pglite.close(),
  }
}

function named(row: unknown[], columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map(({ name }, place) => [name, row[place]]))
}
