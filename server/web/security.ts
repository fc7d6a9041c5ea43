import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'

/** What handlers may read from the context: the nonce of this answer's Content-Security-Policy. */
export type SecureVariables = { cspNonce: string }

const always: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
  ['x-frame-options', 'DENY'],
]

function policy(scriptAndStyle: string, formTargets: string) {
  return `default-src 'self'; script-src 'self'${scriptAndStyle}; style-src 'self'${scriptAndStyle}; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-src 'none'; frame-ancestors 'none'; form-action 'self'${formTargets}`
}

/**
 * Residents' pages carry no inline script or style at all, so their policy needs no nonce and skeletons stay cacheable.
 * `payOrigins`: hosted payment pages; browsers apply form-action to the redirect that follows a post, too.
 */
export function residentSecurity(baseUrl: string, payOrigins: string[]): MiddlewareHandler {
  const csp = policy('', payOrigins.map((origin) => ` ${origin}`).join(''))
  const headers: Record<string, string> = {
    ...Object.fromEntries(always),
    'content-security-policy': csp,
    ...(baseUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
    'cache-control': 'no-store',
  }
  return async (c, next) => {
    c.set('secureHeaders', headers)
    await next()
    if (c.get('isSecured')) return
    const kept = c.res.headers.get('cache-control')
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (kept !== null) c.header('cache-control', kept)
  }
}

declare module 'hono' {
  interface ContextVariableMap {
    /** What every resident's answer carries. */
    secureHeaders?: Record<string, string>
    /** The answer was made with them. */
    isSecured?: boolean
  }
}

/**
 * The answers of the page path, with their headers from the start: one that is added to a finished answer makes the server build it
 * anew, which costs more than everything else about the page. `c.header` before them has no effect.
 */
export function answerPage(c: Context, html: string, status = 200): Response {
  return secured(c, status, html, { 'content-type': 'text/html; charset=UTF-8' })
}

/** @param cookie a Set-Cookie header */
export function answerRedirect(c: Context, location: string, cookie?: string): Response {
  return secured(c, 303, null, { location, ...(cookie && { 'set-cookie': cookie }) })
}

function secured(c: Context, status: number, body: string | null, own: Record<string, string>): Response {
  c.set('isSecured', true)
  return new Response(body, { status, headers: { ...c.get('secureHeaders'), ...own } })
}

/** Answers that are no pages: nothing may run them, frame them or guess what they are. */
export const plainSecurity: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of always) c.header(name, value)
  c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  c.header('cache-control', 'no-store')
}

/** Officers' pages: a fresh nonce an answer, for the code editor's style element. */
export function officerSecurity(baseUrl: string): MiddlewareHandler<{ Variables: SecureVariables }> {
  const secure = baseUrl.startsWith('https:')
  return async (c, next) => {
    const nonce = randomBytes(16).toString('base64')
    c.set('cspNonce', nonce)
    await next()
    for (const [name, value] of always) c.header(name, value)
    // A file that a resident sent comes with a stricter one.
    if (!c.res.headers.has('content-security-policy'))
      c.header('content-security-policy', policy(` 'nonce-${nonce}'`, ''))
    if (secure) c.header('strict-transport-security', 'max-age=31536000')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
}

/**
 * Refuses state changes that another site's page started: Sec-Fetch-Site or Origin must say it was ours.
 * JSON bodies are checked too (hono/csrf looks at form bodies only; a cross-site JSON post needs a CORS preflight that we never grant).
 */
export function sameOriginOnly(baseUrl: string): MiddlewareHandler {
  const origin = new URL(baseUrl).origin
  return csrf({
    origin: (given, c) => given === origin || given === new URL(c.req.url).origin,
    secFetchSite: 'same-origin',
  })
}
