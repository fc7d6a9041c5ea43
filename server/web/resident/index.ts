/**
 * Residents' pages, in the order of the journey: start, the form's own pages, check your answers, payment, confirmation.
 * Knows HTTP, the journey's cookie and how pages look. Refuses to know how answers are kept, how a price comes about and which
 * gateway is paid through: all of that is asked of `ResidentDeps`.
 */
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { say } from '../../../form-schemas/words.ts'
import { NotFound } from '../../errors.ts'
import { type CompiledPage, canVisit, type ListPlace, pageList } from '../../journey/index.ts'
import { bodyLimit } from '../body-limit.ts'
import { createErrorPages, type ResidentErrorContext } from '../errors.ts'
import { showAccessibility } from './accessibility/accessibility.ts'
import { showCheck, submitCheck } from './check-your-answers/check-your-answers.ts'
import { showConfirmation } from './confirmation/confirmation.ts'
import { readJourneyCookie } from './cookie.ts'
import { showCookies } from './cookies/cookies.ts'
import type { ResidentDeps } from './deps.ts'
import { showForms } from './forms-list/forms-list.ts'
import { isHelped, showHelped } from './helped-page/helped-page.ts'
import { isMultipart } from './helped-page/posted-form.ts'
import { layoutContext } from './layout-context.ts'
import { saveItem, showItem } from './list-page/item-page.ts'
import { continueList, showList } from './list-page/list-page.ts'
import { isThere, itemNumber, placeAt, toList } from './list-page/place.ts'
import { removeItem, showRemoval } from './list-page/removal.ts'
import { address, type OpenJourney, openAnswering, redirectToNext } from './open-journey.ts'
import { payByLink, showPayLink } from './pay-link/pay-link.ts'
import { retryPayment, showPaymentReturn } from './payment-return/payment-return.ts'
import { showPrivacy } from './privacy/privacy.ts'
import { pageOf, savePage, showPage } from './question-page/question-page.ts'
import { createQuestionRenderer } from './question-page/render-questions.ts'
import { downloadReceipt, showReceipt } from './receipt/receipt.ts'
import { resume, showResume } from './resume/resume.ts'
import { leave, save, showSave, showSaved } from './save/save.ts'
import { share, showShare } from './share/share.ts'
import { showStart, start } from './start/start.ts'
import { showTaskList } from './task-list/task-list.ts'

export type * from './deps.ts'

/** Far above the longest honest page; a textarea of 5,000 characters is 45 kB when every character is escaped. */
const mostBytes = 512 * 1024
/** The largest file a question takes has 25 MB; a page may send a few at once. */
const mostBytesWithFiles = 60 * 1024 * 1024

/** The addresses that files can come to: a page, an item of its list, an item of a list inside that. */
const pageOrItem = /^(\/[^/]+){3}(\/\d+(\/[^/]+\/\d+)?)?$/

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
  app.use((c, next) => (isMultipart(c) && pageOrItem.test(c.req.path) ? withFiles : without)(c, next))
  // PostgreSQL cannot hold the zero character, so nothing of ours has an address with one.
  app.use(async (c, next) => {
    if (/%00|\0/.test(c.req.path)) throw new NotFound('There is no such page')
    await next()
  })

  app.get('/:organisation', (c) => showForms(c, deps))
  app.get('/:organisation/privacy', (c) => showPrivacy(c, deps))
  app.get('/:organisation/cookies', (c) => showCookies(c, deps))
  app.get('/:organisation/accessibility-statement', (c) => showAccessibility(c, deps))
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
  app.get('/:organisation/:form/task-list', (c) => showTaskList(c, deps))
  app.get('/:organisation/:form/save', (c) => showSave(c, deps))
  app.post('/:organisation/:form/save', (c) => save(c, deps))
  app.get('/:organisation/:form/save/sent', (c) => showSaved(c, deps))
  app.post('/:organisation/:form/save/sent', (c) => leave(c, deps))
  app.get('/:organisation/:form/resume/:token', (c) => showResume(c, deps))
  app.post('/:organisation/:form/resume/:token', (c) => resume(c, deps))
  app.get('/:organisation/:form/confirmation/:submission', (c) => showConfirmation(c, deps))
  app.get('/:organisation/:form/receipt/:submission', (c) => showReceipt(c, deps))
  app.get('/:organisation/:form/receipt/:submission/receipt.pdf', (c) => downloadReceipt(c, deps))

  app.get('/:organisation/:form/:page', (c) =>
    onPage(c, (open, page) =>
      page.kind === 'list'
        ? atPlace(c, open, page, (place) => showList(c, deps, open, place))
        : isHelped(page)
          ? showHelped(c, deps, open, page, renderer)
          : showPage(c, open, page, renderer),
    ),
  )
  app.post('/:organisation/:form/:page', async (c) => {
    const saved = await savePage(c, deps, c.req.param('page'), renderer)
    return saved === 'list' ? onList(c, (open, place) => continueList(c, deps, open, place)) : saved
  })
  itemRoutes('/:organisation/:form/:page', 'item')
  const nested = '/:organisation/:form/:page/:item/:nested'
  app.get(nested, (c) => onList(c, (open, place) => showList(c, deps, open, place)))
  app.post(nested, (c) => onList(c, (open, place) => continueList(c, deps, open, place)))
  itemRoutes(nested, 'n')

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

  /** The items of the list at an address; `number` names the part of it that says which. */
  function itemRoutes(list: string, number: 'item' | 'n') {
    const numberOf = (c: Context) => itemNumber(c.req.param(number) ?? '')
    const item = `${list}/:${number}`
    app.get(item, (c) => onList(c, (open, place) => showItem(c, open, place, numberOf(c), renderer)))
    app.post(item, (c) =>
      onList(c, (open, place) => saveItem(c, deps, open, place, numberOf(c), renderer), 'follow'),
    )
    app.get(`${item}/removal`, (c) =>
      onList(c, (open, place) => showRemoval(c, deps, open, place, numberOf(c))),
    )
    app.post(`${item}/removal`, (c) =>
      onList(c, (open, place) => removeItem(c, deps, open, place, numberOf(c))),
    )
  }

  async function onList(
    c: Context,
    handle: (open: OpenJourney, place: ListPlace) => Response | Promise<Response>,
    follow?: 'follow',
  ) {
    return onPage(c, (open, page) => atPlace(c, open, page, (place) => handle(open, place), follow))
  }

  /** A list that is not there any more leads to the one that it was in, but for a handler that can follow it to where it is now. */
  function atPlace(
    c: Context,
    open: OpenJourney,
    page: CompiledPage,
    handle: (place: ListPlace) => Response | Promise<Response>,
    follow?: 'follow',
  ) {
    const place = placeAt(c, page)
    const { form, journey } = open
    if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
    return follow || isThere(open, place) ? handle(place) : toList(c, open, pageList(page))
  }

  /** What the error page may name. After a fault of ours nothing more is asked of the house: it may be what is broken. */
  async function errorContext(c: Context, error: unknown): Promise<ResidentErrorContext> {
    const { base, organisationSlug, formSlug } = address(c)
    const language = readJourneyCookie(c)?.language ?? 'en'
    if (!(error instanceof NotFound) || formSlug === '') return { language }
    const form = await deps.forms.liveVersion(organisationSlug, formSlug)
    if (!form) return { language }
    const contact = say(form.document.settings?.contact, language)
    return { ...layoutContext(form, language), startHref: base, contact }
  }
}
