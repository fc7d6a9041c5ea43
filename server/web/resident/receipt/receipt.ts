import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { type Receipt, receiptPdf, receiptView } from '../../../receipts/index.ts'
import { askedLanguage } from '../asked-language.ts'
import type { Confirmed, ResidentDeps, ResidentForm } from '../deps.ts'
import { languageSwitch, layoutContext } from '../layout-context.ts'
import { address, versionAt } from '../open-journey.ts'
import { findConfirmed } from '../own-submission.ts'
import { receiptPageWords } from './receipt-page-words.ts'

/**
 * GET /{organisation}/{form}/receipt/{submission}: what was paid, by whom and for what. A receipt names its payer, so it is shown only
 * in the browser in which the form was filled in; whoever else holds the address is told so.
 */
export async function showReceipt(c: Context, deps: ResidentDeps): Promise<Response> {
  const asked = await openReceipt(c, deps)
  const { form, confirmed, receipt } = asked
  const language = askedLanguage(c, form, confirmed.language)
  const words = receiptPageWords[language]
  const { base } = address(c)
  const shared = {
    ...layoutContext(form, language),
    languageSwitch: languageSwitch(form, language),
    receiptWords: words,
    confirmationHref: `${base}/confirmation/${confirmed.submissionId}`,
    contact: say(form.document.settings?.contact, language),
  }
  if (!receipt) {
    const page = { ...shared, title: words.elsewhere.title }
    return c.html(deps.templates.render('resident/receipt/not-here.njk', page), 403)
  }
  const view = receiptView(receipt, language)
  const pdfHref = `${base}/receipt/${confirmed.submissionId}/receipt.pdf${language === confirmed.language ? '' : `?language=${language}`}`
  return c.html(deps.templates.render('resident/receipt/receipt.njk', { ...shared, ...view, pdfHref }))
}

/** GET …/receipt/{submission}/receipt.pdf: the same as a tagged PDF, to keep. */
export async function downloadReceipt(c: Context, deps: ResidentDeps): Promise<Response> {
  const { form, confirmed, receipt } = await openReceipt(c, deps)
  if (!receipt) return c.redirect(`${address(c).base}/receipt/${confirmed.submissionId}`, 303)
  const bytes = await receiptPdf(receipt, askedLanguage(c, form, confirmed.language))
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${receipt.number}.pdf"`,
  })
}

/**
 * `receipt`: only in the browser of whoever filled the form in.
 * @throws NotFound when there is no such submission, or nothing was paid for it
 */
async function openReceipt(
  c: Context,
  deps: ResidentDeps,
): Promise<{ form: ResidentForm; confirmed: Confirmed; receipt: Receipt | undefined }> {
  const found = await findConfirmed(c, deps, c.req.param('submission') ?? '')
  if (found?.confirmed.state !== 'completed') throw new NotFound('There is no receipt at this address')
  const { confirmed, isOwn } = found
  const form = await versionAt(c, deps, confirmed.versionId)
  if (!isOwn) return { form, confirmed, receipt: undefined }
  const receipt = await deps.receipt(confirmed.submissionId)
  if (!receipt) throw new NotFound('Nothing was paid for this submission')
  return { form, confirmed, receipt }
}
