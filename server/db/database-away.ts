/** SQLSTATE classes 08 (connection) and 57P (the server is going or coming), 53300 (no more connections), and the network's own. */
const away =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|CONNECTION_(?:CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT)$/
const awayWords =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

/**
 * True when a statement failed because the database did not answer, and not for what it said: it is being restarted, or is out of
 * reach. Nothing of the transaction was kept, and trying again later is safe.
 */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if ((typeof code === 'string' && away.test(code)) || awayWords.test(at.message)) return true
  }
  return false
}
