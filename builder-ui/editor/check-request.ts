/** What the server says is wrong in an expression; `position` and `length` count characters from 0. */
export interface ExpressionProblem {
  message: string
  position: number
  length: number
}

/**
 * Asks the server to check an expression. `question` is sent with the source as it stands (kind, line code …).
 * Throws when there is no usable answer: the caller then says that the expression could not be checked.
 */
export async function checkOnServer(
  url: string,
  source: string,
  question: Record<string, string>,
  signal: AbortSignal,
): Promise<ExpressionProblem[]> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...question, source }),
    redirect: 'manual',
    signal,
  })
  if (!response.ok) throw new Error(`Checking answered ${response.status}`)
  const { problems } = (await response.json()) as { problems?: ExpressionProblem[] }
  if (!Array.isArray(problems)) throw new Error('Checking answered without a list of problems')
  return problems
}
