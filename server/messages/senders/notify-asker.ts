import { NotifyClient } from 'notifications-node-client'

export type NotifyReply =
  | { kind: 'reply'; status: number; body: unknown }
  /** No reply: whether Notify did what was asked is not known. */
  | { kind: 'silence'; message: string }
export type NotifyAnswer = Extract<NotifyReply, { kind: 'reply' }>

type Call = (client: NotifyClient) => Promise<{ status: number; data: unknown }>
export type AskNotify = (call: Call) => Promise<NotifyReply>

const replyAtMost = 2_000_000

/**
 * Notify's own client, with limits that it lacks: on time, on the size of a reply, and no redirects, since the signed token is for this
 * address alone. Its errors carry the request (token, address and words) in their properties, so they end here.
 */
export function notifyAsker(apiKey: string, url: string | undefined, timeoutMs: number): AskNotify {
  const client = url === undefined ? new NotifyClient(apiKey) : new NotifyClient(url, apiKey)
  const { restClient } = client.apiClient as { restClient: (options: object) => Promise<unknown> }
  const limited = (options: object) =>
    restClient({
      ...options,
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      maxContentLength: replyAtMost,
      validateStatus: () => true,
    })
  // The client calls it as a function and asks for nothing else of axios.
  client.setClient(limited as unknown as Parameters<NotifyClient['setClient']>[0])

  return async (call) => {
    try {
      const { status, data } = await call(client)
      return { kind: 'reply', status, body: data }
    } catch (error) {
      return { kind: 'silence', message: silenceWords((error as { code?: unknown }).code) }
    }
  }
}

function silenceWords(code: unknown): string {
  const slow = code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED'
  return slow ? 'GOV.UK Notify did not answer in time' : 'GOV.UK Notify could not be reached'
}
