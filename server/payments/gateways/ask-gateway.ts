import type { GatewaySettings } from '../gateway.ts'

/** Called with the standard `fetch`, or one wrapped by a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type Reply =
  | { kind: 'reply'; status: number; body: unknown }
  /** No reply that could be read: whether the gateway did what was asked is not known. */
  | { kind: 'silence'; message: string }

export interface Question {
  method: 'GET' | 'POST'
  url: string
  bearer: string
  headers?: Record<string, string>
  body?: unknown
}

/** How one gateway is asked: its address, and the key of whichever account's settings are given. */
export function gatewayAsker({ url, fetch, timeoutMs }: { url: string; fetch: Fetch; timeoutMs: number }) {
  return (
    settings: GatewaySettings,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply> => {
    const bearer = (settings as { apiKey: string }).apiKey
    return askGateway(
      fetch,
      {
        method,
        url: `${url}${path}`,
        bearer,
        ...(body !== undefined && { body }),
        ...(headers && { headers }),
      },
      timeoutMs,
    )
  }
}

/**
 * Asks a JSON gateway once. Never throws for what the other side does, and follows no redirect: the key goes to the
 * configured address and nowhere else.
 */
export async function askGateway(fetch: Fetch, question: Question, timeoutMs: number): Promise<Reply> {
  try {
    const response = await fetch(question.url, {
      method: question.method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${question.bearer}`,
        accept: 'application/json',
        ...(question.body !== undefined && { 'content-type': 'application/json' }),
        ...question.headers,
      },
      ...(question.body !== undefined && { body: JSON.stringify(question.body) }),
    })
    const text = await response.text()
    return { kind: 'reply', status: response.status, body: readJson(text) }
  } catch (error) {
    return { kind: 'silence', message: silenceOf(error) }
  }
}

/** A gateway behind a broken proxy answers HTML: the status then speaks alone. */
function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Why there was no reply, in an officer's words. */
export function silenceOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError' || name === 'AbortError') return 'It did not answer in time'
  return `It could not be reached (${error instanceof Error ? error.message : String(error)})`
}
