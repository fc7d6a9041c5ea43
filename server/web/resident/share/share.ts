import type { Context } from 'hono'
import { sayDay } from '../../../../form-schemas/calendar.ts'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import { formatPence } from '../../../money.ts'
import type { ResidentDeps, SentLink } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { type OpenJourney, openJourney } from '../open-journey.ts'
import { refreshPage } from '../payment-return/refresh.ts'
import { asks, readTo } from './read-address.ts'
import { sharePath } from './share-path.ts'
import { shareWords } from './share-words.ts'

/**
 * GET /{organisation}/{form}/payment/share/{submission}: where somebody else is asked to pay, and what became of the link. Only in the
 * browser the form was filled in with.
 */
export async function showShare(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSent(c, deps)
  if (open instanceof Response) return open
  const link = await deps.sharing.newest(open.journey.id)
  const again = c.req.query('link') === 'new'
  if (link?.state === 'alive' && !again) return showSent(c, deps, open, link)
  return c.html(await renderShare(deps, open, link, {}))
}

/** POST: sends the link. Pressed twice it is sent once; the address then shows what became of it. */
export async function share(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openSent(c, deps)
  if (open instanceof Response) return open
  const { form, journey, base } = open
  const here = c.redirect(sharePath(base, journey.id), 303)
  const posted = new URLSearchParams(await c.req.text())
  const channels = await deps.sharing.channels(form)
  const link = await deps.sharing.newest(journey.id)
  const after = posted.get('after') || null
  if (link && link.id !== after) return here
  const read = readTo(posted.get('to') ?? '', channels, journey.language)
  if (read.kind === 'wrong') return c.html(await renderShare(deps, open, link, read), 422)
  try {
    await deps.sharing.send({ submissionId: journey.id, channel: read.channel, to: read.to, after })
  } catch (error) {
    // The address was read above: what is refused now is another link.
    if (error instanceof BadInput) {
      const message = shareWords[journey.language].tooMany
      return c.html(await renderShare(deps, open, link, { message, held: read.to }), 422)
    }
    // Paid at this moment: the page says so.
    if (!(error instanceof Conflict)) throw error
  }
  return here
}

/** The journey behind the cookie, sent and not paid. @throws NotFound when the address is of another submission */
async function openSent(c: Context, deps: ResidentDeps): Promise<OpenJourney | Response> {
  const open = await openJourney(c, deps)
  if (open instanceof Response) return open
  const { form, journey, base } = open
  if (journey.id !== c.req.param('submission')) throw new NotFound('This submission is not of this browser')
  if (journey.state === 'completed') return c.redirect(`${base}/confirmation/${journey.id}`, 303)
  const able = journey.channel === 'online' && (await deps.sharing.channels(form)).length > 0
  return journey.state === 'submitted' && able ? open : c.redirect(`${base}/check-your-answers`, 303)
}

async function renderShare(
  deps: ResidentDeps,
  { form, journey, base }: OpenJourney,
  link: SentLink | undefined,
  typed: { message?: string; held?: string },
): Promise<string> {
  const { language } = journey
  const words = shareWords[language]
  const ended = link?.state === 'expired' || link?.state === 'withdrawn' ? words.over[link.state] : undefined
  return deps.templates.render('resident/share/share.njk', {
    ...layoutContext(form, language),
    title: words.title,
    share: words,
    backHref: `${base}/check-your-answers`,
    what: words.what(formatPence(journey.price!.totalPence)),
    ended,
    label: words.label[asks(await deps.sharing.channels(form))],
    held: typed.held,
    hasErrors: typed.message !== undefined,
    error: typed.message,
    after: link?.id ?? '',
    reference: journey.reference,
    payHref: `${base}/check-your-answers`,
  })
}

function showSent(c: Context, deps: ResidentDeps, open: OpenJourney, link: SentLink): Response {
  const { form, journey, base } = open
  const { language } = journey
  const words = shareWords[language]
  const refreshes =
    link.message === 'queued' && refreshPage(c, deps.clock.now().getTime() - link.sentAt.getTime())
  const day = sayDay(link.worksUntil, language)
  const page = deps.templates.render('resident/share/sent.njk', {
    ...layoutContext(form, language),
    title: words.titles[link.message],
    share: words,
    lines: [
      words.sentTo[link.message](link.maskedTo),
      ...(link.message === 'given-up'
        ? []
        : [words.works(formatPence(journey.price!.totalPence), day), words.afterwards]),
    ],
    refreshes,
    newHref: `${sharePath(base, journey.id)}?link=new`,
    payHref: `${base}/check-your-answers`,
    reference: journey.reference,
  })
  return c.html(page)
}
