import type { Design } from '../design.ts'

export interface PreviewWanted {
  /** Key of the page. */
  page: string
  language: 'en' | 'cy'
  errors: boolean
}

export type PreviewOutcome =
  | { kind: 'page'; html: string }
  /** What has to be mended before the page can be shown, in an officer's words. */
  | { kind: 'refused'; messages: string[] }
  | { kind: 'unreachable' }
  /** A newer question was asked meanwhile. */
  | { kind: 'overtaken' }

/** Asks the server for a page as residents get it. Never throws: a preview that does not come must not stop the work. */
export async function askForPreview(
  url: string,
  design: Design,
  wanted: PreviewWanted,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...design, ...wanted }),
      redirect: 'manual',
      signal,
    })
    const body = (await response.json()) as { html?: string; problems?: { message: string }[] }
    if (response.ok && typeof body.html === 'string') return { kind: 'page', html: body.html }
    if (response.status === 422) {
      return { kind: 'refused', messages: (body.problems ?? []).map(({ message }) => message) }
    }
    return { kind: 'unreachable' }
  } catch {
    return signal.aborted ? { kind: 'overtaken' } : { kind: 'unreachable' }
  }
}
