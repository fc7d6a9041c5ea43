import { type Fetch, silenceOf } from '../ask-gateway.ts'

/** What came back, unread: Civica Pay answers JSON in one place and SOAP in another. */
export type CivicaReply =
  | { kind: 'reply'; status: number; text: string }
  /** No reply that could be read: whether it did what was asked is not known. */
  | { kind: 'silence'; message: string }

export type CivicaAsker = (url: string, headers: Record<string, string>, body: string) => Promise<CivicaReply>

/** Characters: a list of a hundred payments is a tenth of it. */
const longest = 1_000_000

/** Posts once. Never throws for what the other side does, and follows no redirect: the password goes to one place only. */
export function civicaAsker({ fetch, timeoutMs }: { fetch: Fetch; timeoutMs: number }): CivicaAsker {
  return async (url, headers, body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers,
        body,
      })
      const text = await response.text()
      if (text.length > longest) return { kind: 'silence', message: 'It gave an answer that is far too long' }
      return { kind: 'reply', status: response.status, text }
    } catch (error) {
      return { kind: 'silence', message: silenceOf(error) }
    }
  }
}

/** True for what may be different when asked again: too often, on its way elsewhere, or broken for now. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500 || status < 400
}
