import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { BadInput, NotFound, Refusal } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { describeError } from '../errors.ts'

/** Titles for programs' makers, by code. Status and code of a refusal come from the house's own table (`describeError`). */
const titles: Record<string, string> = {
  'bad-json': 'The body is not JSON',
  unauthorised: 'A valid token is needed',
  'not-allowed': 'The token does not have the scope that this needs',
  'not-found': 'Not found',
  conflict: 'Somebody else changed it first',
  'too-large': 'The body is too large',
  'unsupported-media-type': 'The body must be JSON',
  'bad-input': 'What was sent cannot be used',
  'publication-refused': 'The form cannot be published yet',
  'expression-refused': 'A rule cannot be used',
  'money-refused': 'An amount is not whole pence',
  'price-refused': 'These answers have no price',
  unavailable: 'Something this needs does not answer',
  'server-error': 'There is a problem with the service',
}

/** Faults of the request itself, before any room is asked. */
const faults: Record<number, { code: string; detail: string }> = {
  400: {
    code: 'bad-json',
    detail: 'The body could not be read as JSON. Check its commas, quotes and brackets.',
  },
  401: {
    code: 'unauthorised',
    detail: 'Send a token in the header ‘Authorization: Bearer …’. An administrator can make one.',
  },
  413: { code: 'too-large', detail: 'The body is larger than this address accepts.' },
  415: { code: 'unsupported-media-type', detail: 'Send the body with ‘Content-Type: application/json’.' },
}

/** Thrown when the publishing gate found problems; each has a pointer into the draft's document. */
export class PublicationRefused extends BadInput {}

function describe(error: unknown): {
  status: ContentfulStatusCode
  code: string
  detail: string | undefined
} {
  if (error instanceof HTTPException) {
    const fault = faults[error.status]
    if (fault) return { status: error.status, ...fault }
  }
  const answer = describeError(error)
  if (error instanceof PublicationRefused) return { ...answer, code: 'publication-refused' }
  return answer
}

/** RFC 9457 `application/problem+json` for anything thrown. A bug is logged with its stack and tells nothing of itself. */
export function answerProblem(c: Context, error: unknown, log: Log): Response {
  const { status, code, detail } = describe(error)
  if (status >= 500 && !(error instanceof Refusal)) {
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'request.failed')
  }
  const problems = error instanceof BadInput ? error.problems : []
  const body = {
    type: `urn:counterfoil:problem:${code}`,
    title: titles[code] ?? titles['server-error'],
    status,
    code,
    detail: detail ?? 'It has been recorded. Trying again later is safe.',
    ...(problems.length > 0 && { problems: problems.map(({ pointer, message }) => ({ pointer, message })) }),
  }
  const headers = challenge(status, error)
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json', ...headers })
}

/** RFC 6750 section 3: what kind of token would do. */
function challenge(status: number, error: unknown): Record<string, string> {
  if (status === 401) {
    const presented = error instanceof HTTPException && error.message !== ''
    return { 'www-authenticate': `Bearer realm="counterfoil"${presented ? ', error="invalid_token"' : ''}` }
  }
  if (error instanceof ScopeMissing) {
    return {
      'www-authenticate': `Bearer realm="counterfoil", error="insufficient_scope", scope="${error.scope}"`,
    }
  }
  return {}
}

/** Thrown when the token is good but was not given the scope. */
export class ScopeMissing extends Refusal {
  readonly code = 'not-allowed'
  readonly scope: string
  constructor(scope: string) {
    super(`This needs a token with the scope ${scope}`)
    this.scope = scope
  }
}

/**
 * What a schema did not accept, as a refusal in plain words. Pointers lead into the body; `?name` is a query parameter.
 * An address that cannot exist is not found rather than wrong.
 */
export function refuseInput(target: string, error: z.core.$ZodError): never {
  if (target === 'param') throw new NotFound('There is nothing at this address')
  const problems = error.issues.flatMap((issue) => problemsOf(issue, target === 'query'))
  throw new BadInput(problems.map((problem) => problem.message).join('. '), problems)
}

function problemsOf(issue: z.core.$ZodIssue, query: boolean): { pointer: string; message: string }[] {
  const at = (keys: readonly PropertyKey[]) =>
    query ? `?${String(keys[0] ?? '')}` : keys.map((key) => `/${escapePointer(String(key))}`).join('')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key]),
      message: `‘${shorten(key)}’ is not accepted here`,
    }))
  }
  const name = issue.path.length > 0 ? `‘${shorten(String(issue.path.at(-1)))}’` : 'The body'
  return [{ pointer: at(issue.path), message: `${name} ${wordsFor(issue)}` }]
}

function wordsFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is missing'
      return `must be ${articles[issue.expected] ?? `a ${issue.expected}`}`
    case 'invalid_value':
      return `must be one of: ${issue.values.filter((value) => value !== '').join(', ')}`
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be ${issue.minimum} or more`
    case 'too_big':
      return issue.origin === 'string'
        ? `must have ${issue.maximum} characters or fewer`
        : `must be ${issue.maximum} or less`
    case 'custom':
    case 'invalid_format':
      return issue.message
    default:
      return 'cannot be used'
  }
}

const articles: Record<string, string> = {
  object: 'an object',
  record: 'an object',
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
}

const escapePointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
const shorten = (key: string) => (key.length > 60 ? `${key.slice(0, 60)}…` : key)
