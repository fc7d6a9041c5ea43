import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'

/** A document may have 2 MB (form-schemas/parse.ts says so in words); a little more is let in so that those words can be said. */
export const documentBytes = 2 * 1024 * 1024 + 65_536
/** Answers, notes and nothing else. */
export const smallBodyBytes = 256 * 1024

export function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413)
    },
  })
}

const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i

/**
 * The body as the text that was sent: a document is kept byte for byte, so it must not go through a JSON parser and back.
 * Bytes that are not UTF-8 are refused rather than replaced.
 */
export async function readDocumentText(c: Context): Promise<string> {
  if (!jsonType.test(c.req.header('content-type') ?? '')) throw new HTTPException(415)
  try {
    // The byte order mark stays: without it, export would differ from import; the parser says what it thinks of it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await c.req.arrayBuffer())
  } catch (cause) {
    throw new HTTPException(400, { cause })
  }
}

export function sendDocumentText(c: Context, text: string, etag: string): Response {
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8', etag: `"${etag}"` })
}
