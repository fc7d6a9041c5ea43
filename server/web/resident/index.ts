/**
 * Residents' pages, in the order of the journey: start, the form's own pages, check your answers, payment, confirmation.
 * Knows HTTP, the journey's cookie and how pages look. Refuses to know how answers are kept, how a price comes about and which
 * gateway is paid through: all of that is asked of `ResidentDeps`.
 */
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { say } from '../../../form-schemas/words.ts'
import { NotFound } from '../../errors.ts'
import type { CompiledPage } from '../../journey/index.ts'
import { bodyLimit } from '../body-limit.ts'
import { createErrorPages, type ResidentErrorContext } from '../errors.ts'
import { showCheck, submitCheck } from './check-your-answers/check-your-answers.ts'
import { showConfirmation } from './confirmation/confirmation.ts'
import type { ResidentDeps } from './deps.ts'
import { showForms } from './forms-list/forms-list.ts'
import { isHelped, showHelped } from './helped-page/helped-page.ts'
import { isMultipart } from './helped-page/posted-form.ts'
import { itemNumber, saveItem, showItem } from './list-page/item-page.ts'
import { continueList, showList } from './list-page/list-page.ts'
import { removeItem, showRemoval } from './list-page/removal.ts'
import { address, type OpenJourney, openAnswering } from './open-journey.ts'
import { payByLink, showPayLink } from './pay-link/pay-link.ts'
import { retryPayment, showPaymentReturn } from './payment-return/payment-return.ts'
import { showPrivacy } from './privacy/privacy.ts'
import { pageOf, savePage, showPage } from './question-page/question-page.ts'
import { createQuestionRenderer } from './question-page/render-questions.ts'
import { share, showShare } from './share/share.ts'
import { showStart, start } from './start/start.ts'

export type * from './deps.ts'

/** Far above the longest honest page; a textarea of 5,000 characters is 45 kB when every character is escaped. */
const mostBytes = 512 * 1024
/** The largest file a question takes has 25 MB; a page may send a few at once. */
const mostBytesWithFiles = 60 * 1024 * 1024

/** Mount after every other route: `/{organisation}` would take their addresses. */
export function residentRoutes(deps: ResidentDeps): Hono {
  const app = new Hono()
  const renderer = createQuestionRenderer(deps)
  const errorPages = createErrorPages(deps)
  const tooLarge = () => {
    throw new HTTPException(413)
  }
  const withFiles = bodyLimit(mostBytesWithFiles, tooLarge)
  const without = bodyLimit(mostBytes, tooLarge)
  app.use((c, next) =>
    (isMultipart(c) && /^\/[^/]+\/[^/]+\/[^/]+$/.test(c.req.path) ? withFiles : without)(c, next),
  )
  // PostgreSQL cannot hold the zero character, so nothing of ours has an address with one.
  app.use(async (c, next) => {
    if (/%00|\0/.test(c.req.path)) throw new NotFound('There is no such page')
    await next()
  })

  app.get('/:organisation', (c) => showForms(c, deps))
  app.get('/:organisation/privacy', (c) => showPrivacy(c, deps))
  app.get('/:organisation/:form', (c) => showStart(c, deps))
  app.post('/:organisation/:form', (c) => start(c, deps))

  app.get('/:organisation/:form/check-your-answers', (c) => showCheck(c, deps))
  app.post('/:organisation/:form/check-your-answers', (c) => submitCheck(c, deps))
  app.get('/:organisation/:form/payment/:returnId', (c) => showPaymentReturn(c, deps))
  app.post('/:organisation/:form/payment/:returnId', (c) => retryPayment(c, deps))
  app.get('/:organisation/:form/payment/share/:submission', (c) => showShare(c, deps))
  app.post('/:organisation/:form/payment/share/:submission', (c) => share(c, deps))
  app.get('/:organisation/:form/pay/:token', (c) => showPayLink(c, deps))
  app.post('/:organisation/:form/pay/:token', (c) => payByLink(c, deps))
  app.get('/:organisation/:form/confirmation/:submission', (c) => showConfirmation(c, deps))

  app.get('/:organisation/:form/:page', (c) =>
    onPage(c, (open, page) =>
      page.kind === 'list'
        ? showList(c, deps, open, page)
        : isHelped(page)
          ? showHelped(c, deps, open, page, renderer)
          : showPage(c, open, page, renderer),
    ),
  )
  app.post('/:organisation/:form/:page', async (c) => {
    const saved = await savePage(c, deps, c.req.param('page'), renderer)
    return saved === 'list' ? onList(c, (open, page) => continueList(c, deps, open, page)) : saved
  })
  app.get('/:organisation/:form/:page/:item', (c) =>
    onList(c, (open, page) => showItem(c, open, page, itemNumber(c.req.param('item')), renderer)),
  )
  app.post('/:organisation/:form/:page/:item', (c) =>
    onList(c, (open, page) => saveItem(c, deps, open, page, itemNumber(c.req.param('item')), renderer)),
  )
  app.get('/:organisation/:form/:page/:item/removal', (c) =>
    onList(c, (open, page) => showRemoval(c, deps, open, page, itemNumber(c.req.param('item')))),
  )
  app.post('/:organisation/:form/:page/:item/removal', (c) =>
    onList(c, (open, page) => removeItem(c, deps, open, page, itemNumber(c.req.param('item')))),
  )

  app.notFound((c) => errorPages.resident(c, new HTTPException(404)))
  app.onError(async (error, c) => errorPages.resident(c, error, await errorContext(c, error)))
  return app

  async function onPage(
    c: Context,
    handle: (open: OpenJourney, page: CompiledPage) => Response | Promise<Response>,
  ) {
    const open = await openAnswering(c, deps)
    return open instanceof Response ? open : handle(open, pageOf(open.form, c.req.param('page') ?? ''))
  }

  async function onList(
    c: Context,
    handle: (open: OpenJourney, page: CompiledPage) => Response | Promise<Response>,
  ) {
    return onPage(c, (open, page) => {
      if (page.kind !== 'list') throw new NotFound('This page is not a list')
      return handle(open, page)
    })
  }

  /** What the error page may name. After a fault of ours nothing more is asked of the house: it may be what is broken. */
  async function errorContext(c: Context, error: unknown): Promise<ResidentErrorContext> {
    const { base, organisationSlug, formSlug } = address(c)
    if (!(error instanceof NotFound) || formSlug === '') return {}
    const form = await deps.forms.liveVersion(organisationSlug, formSlug)
    if (!form) return {}
    return {
      organisationName: form.organisationName,
      formTitle: say(form.document.title),
      startHref: base,
      contact: say(form.document.settings?.contact),
    }
  }
}
