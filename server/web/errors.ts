import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Language } from '../../form-schemas/words.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { BadInput, Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Templates } from './govuk/templates.ts'

/** What a refusal, or anything else that was thrown, becomes outside: one row of the table below. */
export interface ErrorAnswer {
  status: ContentfulStatusCode
  /** Stable: the refusal's own code, or `page-not-found`, `forbidden`, `too-large`, `server-error`. */
  code: string
  /** A refusal's own words, for officers and programs. Residents' pages have words of their own. */
  detail: string | undefined
}

type Row = { status: ContentfulStatusCode; title: string; officer: string }

const table: Record<string, Row> = {
  'not-found': {
    status: 404,
    title: 'Page not found',
    officer: 'It does not exist, or it belongs to another organisation.',
  },
  'page-not-found': {
    status: 404,
    title: 'Page not found',
    officer: 'If you typed the web address, check it is correct.',
  },
  'not-allowed': {
    status: 403,
    title: 'You do not have access to this',
    officer: 'Ask an administrator of your organisation for the role that allows it.',
  },
  forbidden: {
    status: 403,
    title: 'This did not come from our own page',
    officer: 'Go back, load the page again and try once more.',
  },
  conflict: {
    status: 409,
    title: 'Somebody else changed this first',
    officer: 'Load the page again to see their change. Nothing was overwritten.',
  },
  'bad-input': {
    status: 422,
    title: 'There is a problem with what was sent',
    officer: 'Nothing was changed.',
  },
  'money-refused': {
    status: 422,
    title: 'There is a problem with an amount',
    officer: 'Nothing was changed.',
  },
  'expression-refused': {
    status: 422,
    title: 'There is a problem with a rule',
    officer: 'Nothing was changed.',
  },
  'price-refused': { status: 422, title: 'These answers have no price', officer: 'Nothing was charged.' },
  'too-large': { status: 413, title: 'Too much was sent at once', officer: 'Nothing was changed.' },
  unavailable: {
    status: 503,
    title: 'This is not available right now',
    officer: 'Nothing was changed. Try again in a few minutes.',
  },
  'server-error': {
    status: 500,
    title: 'There is a problem with the service',
    officer: 'It has been recorded. Try again in a few minutes.',
  },
}

const httpCodes: Record<number, string> = { 403: 'forbidden', 404: 'page-not-found', 413: 'too-large' }

/** The answer for anything thrown. A refusal keeps its code and words; anything else is a bug, and tells nothing of itself. */
export function describeError(error: unknown): ErrorAnswer {
  if (error instanceof Refusal)
    return { status: rowOf(error.code).status, code: error.code, detail: error.message }
  if (error instanceof HTTPException && error.status < 500) {
    return { status: error.status, code: httpCodes[error.status] ?? 'bad-input', detail: undefined }
  }
  // The page for it says that the answers are kept and when to try again, which is true: nothing was half done.
  if (isDatabaseAway(error)) return { status: 503, code: 'unavailable', detail: undefined }
  return { status: 500, code: 'server-error', detail: undefined }
}

function rowOf(code: string): Row {
  return table[code] ?? table['server-error']!
}

export interface ErrorPages {
  /** `context` is what the resident layout needs beside the words: organisationName, formTitle, startHref, contact. */
  resident(c: Context, error: unknown, context?: ResidentErrorContext): Response
  /** `context` is what the officer layout needs: officer, organisation, cspNonce, section. */
  officer(c: Context, error: unknown, context?: object): Response
}

export interface ResidentErrorContext {
  language?: Language
  organisationName?: string
  formTitle?: string
  /** Where to begin (again). */
  startHref?: string
  /** The form's own contact words. */
  contact?: string
}

/**
 * Pages for everything thrown under a part of the site. Bugs are logged with their stack; refusals are not errors
 * of ours and leave no trace here.
 */
export function createErrorPages(deps: { templates: Templates; log: Log }): ErrorPages {
  const note = (c: Context, error: unknown, answer: ErrorAnswer) => {
    // The tokens of links that were sent are secrets.
    const path = c.req.path.replace(/(\/(?:pay|resume)\/)[^/]+/, '$1…')
    if (answer.status >= 500) deps.log.error({ err: error, method: c.req.method, path }, 'request.failed')
  }
  return {
    resident(c, error, context = {}) {
      const answer = describeError(error)
      note(c, error, answer)
      const view = { ...context, ...answer, title: residentTitle(answer, context.language ?? 'en') }
      return c.html(deps.templates.render('error-resident.njk', view), answer.status)
    },
    officer(c, error, context = {}) {
      const answer = describeError(error)
      note(c, error, answer)
      const row = rowOf(answer.code)
      const problems = error instanceof BadInput ? error.problems : []
      const view = { ...context, ...answer, title: row.title, explanation: row.officer, problems }
      return c.html(deps.templates.render('error-officer.njk', view), answer.status)
    },
  }
}

const welshTitles: Record<string, string> = {
  forbidden: 'Ni ddaeth hyn o’n tudalen ni',
  'not-allowed': 'Nid oes gennych fynediad at hyn',
  conflict: 'Newidiodd rhywun arall hyn yn gyntaf',
  'bad-input': 'Mae problem gyda’r hyn a anfonwyd',
  'money-refused': 'Mae problem gyda swm',
  'expression-refused': 'Mae problem gyda rheol',
  'price-refused': 'Nid oes pris ar gyfer yr atebion hyn',
  'too-large': 'Anfonwyd gormod ar unwaith',
  'not-found': 'Heb ddod o hyd i’r dudalen',
  'page-not-found': 'Heb ddod o hyd i’r dudalen',
  unavailable: 'Nid yw hyn ar gael ar hyn o bryd',
  'server-error': 'Mae problem gyda’r gwasanaeth',
}

function residentTitle(answer: ErrorAnswer, language: Language): string {
  return (language === 'cy' && welshTitles[answer.code]) || rowOf(answer.code).title
}
