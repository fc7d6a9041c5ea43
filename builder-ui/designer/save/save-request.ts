import type { Design, GivenDesign } from '../design.ts'

export interface CurrentVersion extends GivenDesign {
  revision: number
  updatedBy: string
  /** When it was saved: ISO 8601, UTC. */
  updatedAt: string
}

export interface SaveProblem {
  /** JSON pointer into the form document or into its definition. */
  pointer: string
  message: string
}

export type SaveOutcome =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; current: CurrentVersion; conflictUrl?: string }
  | { kind: 'refused'; problems: SaveProblem[] }
  /** The session has ended or the officer may not change this form: trying again does not help. */
  | { kind: 'signed-out' }
  /** No answer, or one that says nothing about the draft (a proxy's error page): trying again may help. */
  | { kind: 'unreachable' }

export interface SendOptions {
  /** The officer pressed Save: that is recorded each time, what is saved by itself only now and then. */
  asked: boolean
  /** The page is going: the request has to outlive it. */
  leaving: boolean
}

export interface SaveAddress {
  url: string
  /** Whose work it is: in a tab where somebody else has signed in meanwhile, it must not be saved under their name. */
  officer?: string | undefined
}

/** Browsers let at most 64 KiB outlive a page; a longer request would be refused at once. */
const outlives = 60_000

/** Sends the draft once. Never throws: what went wrong with the way there is an outcome, as the officer's work must be kept. */
export async function sendDraft(
  { url, officer }: SaveAddress,
  draft: Design & { revision: number },
  { asked, leaving }: SendOptions,
): Promise<SaveOutcome> {
  let response: Response
  let body: Record<string, unknown>
  const text = JSON.stringify({ ...draft, officer, automatic: !asked })
  try {
    response = await fetch(url, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: text,
      keepalive: leaving && text.length < outlives,
      // A redirect is the way to the sign-in page: following it would look like success.
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    })
    if (response.type === 'opaqueredirect' || [401, 403].includes(response.status))
      return { kind: 'signed-out' }
    body = (await response.json()) as Record<string, unknown>
  } catch {
    return { kind: 'unreachable' }
  }
  if (response.ok && typeof body.revision === 'number') return { kind: 'saved', revision: body.revision }
  if (response.status === 409 && body.current) {
    return {
      kind: 'conflict',
      current: body.current as CurrentVersion,
      conflictUrl: body.conflictUrl as string,
    }
  }
  if (response.status >= 400 && response.status < 500) {
    const problems = Array.isArray(body.problems) ? (body.problems as SaveProblem[]) : []
    const message = 'The form was not saved. Reload the page and try again'
    return { kind: 'refused', problems: problems.length > 0 ? problems : [{ pointer: '', message }] }
  }
  return { kind: 'unreachable' }
}
