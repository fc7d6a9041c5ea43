/*
 * Officers' pages: one folder a screen, each with its routes and its templates.
 * Every route but sign-in needs a session, asks for one permission by `allow`, and reads the officer's own organisation only:
 * what belongs to another is "not found". It knows HTTP and words; every rule and every row is another room's.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { BadInput } from '../../errors.ts'
import { describeError } from '../errors.ts'
import { officerSecurity, sameOriginOnly } from '../security.ts'
import { addressSourcesRoutes } from './address-sources/address-sources.ts'
import { assistedRoutes } from './assisted/assisted.ts'
import { backOfficeRoutes } from './back-office/back-office.ts'
import { brandsRoutes } from './brands/brands.ts'
import { commentsRoutes } from './comments/comments.ts'
import { datasetColumnsRoutes } from './datasets/dataset-columns.ts'
import { largestDatasetFile, takesDatasetFile } from './datasets/dataset-file.ts'
import { datasetRowsRoutes } from './datasets/dataset-rows.ts'
import { datasetsRoutes } from './datasets/datasets.ts'
import { deliveriesRoutes } from './deliveries/deliveries.ts'
import type { OfficerDeps, OfficerEnv } from './deps.ts'
import { designRoutes } from './design/design.ts'
import { formMapRoutes } from './form-map/form-map.ts'
import { formsRoutes } from './forms/forms.ts'
import { namesRoutes } from './forms/names.ts'
import { newFormRoutes } from './forms/new-form.ts'
import { templateRoutes } from './forms/template.ts'
import { accountSettingsRoutes } from './gateways/account-settings.ts'
import { gatewaysRoutes } from './gateways/gateways.ts'
import { newAccountRoutes } from './gateways/new-account.ts'
import { overviewRoutes } from './overview/overview.ts'
import { homeOf, layoutContext } from './page.ts'
import { passwordRoutes } from './password/password.ts'
import { newRefundRoutes } from './payments/new-refund.ts'
import { paymentRoutes } from './payments/payment.ts'
import { paymentsRoutes } from './payments/payments.ts'
import { previewLinksRoutes } from './preview-links/preview-links.ts'
import { previewRunRoutes } from './preview-links/preview-run.ts'
import { pricesRoutes } from './prices/prices.ts'
import { planRoutes } from './publish/plan.ts'
import { priceApprovalRoutes } from './publish/price-approval.ts'
import { publishRoutes } from './publish/publish.ts'
import { unpublishRoutes } from './publish/unpublish.ts'
import { blockRoutes } from './question-bank/block.ts'
import { questionBankRoutes } from './question-bank/question-bank.ts'
import { refundRoutes } from './refunds/refund.ts'
import { refundsRoutes } from './refunds/refunds.ts'
import { sendersRoutes } from './senders/senders.ts'
import { isJson, requireSession } from './session.ts'
import { settingsRoutes } from './settings/settings.ts'
import { signInRoutes } from './sign-in/sign-in.ts'
import { openFileRoutes } from './submissions/open-file.ts'
import { submissionsRoutes } from './submissions/submissions.ts'
import { hostedPages } from './take-payment/hosted-pages.ts'
import { takePaymentRoutes } from './take-payment/take-payment.ts'
import { toLookAtRoutes } from './to-look-at/to-look-at.ts'
import { restoreRoutes } from './versions/restore.ts'
import { versionsRoutes } from './versions/versions.ts'

export type { OfficerDeps, OfficerEnv } from './deps.ts'

/** A form document may have 2 MB; a little more for what travels beside it. */
const largestBody = 3 * 1024 * 1024

/** To be mounted at `/officer`. */
export function officerRoutes(deps: OfficerDeps): Hono<OfficerEnv> {
  const app = new Hono<OfficerEnv>()
  app.onError((error, c) => {
    const answer = describeError(error)
    // The page's scripts read JSON; whatever is a bug of ours is logged the one way there is.
    if (isJson(c.req.header('content-type')) && answer.status < 500) {
      const problems = error instanceof BadInput ? error.problems : []
      return c.json({ code: answer.code, message: answer.detail, problems }, answer.status)
    }
    return deps.errors.officer(c, error, layoutContext(c))
  })
  app.use(hostedPages(deps.gateways))
  app.use(officerSecurity(deps.baseUrl))
  app.use(sameOriginOnly(deps.baseUrl))
  // PostgreSQL cannot hold the zero character, so nothing of ours has an address with one.
  app.use(async (c, next) => {
    if (/%00|\0/.test(c.req.path)) throw new HTTPException(404)
    await next()
  })
  const tooLarge = () => {
    throw new HTTPException(413)
  }
  const ordinary = bodyLimit({ maxSize: largestBody, onError: tooLarge })
  const withDataset = bodyLimit({ maxSize: largestDatasetFile + largestBody, onError: tooLarge })
  app.use((c, next) => (takesDatasetFile(c) ? withDataset : ordinary)(c, next))
  app.route('/', signInRoutes(deps))
  app.route('/', previewRunRoutes(deps))
  // Everything below needs a session.
  app.use(requireSession(deps))
  app.route('/', passwordRoutes(deps))
  app.get('/', (c) => c.redirect(homeOf(c), 303))
  for (const routes of [
    formsRoutes,
    newFormRoutes,
    templateRoutes,
    namesRoutes,
    questionBankRoutes,
    blockRoutes,
    commentsRoutes,
    overviewRoutes,
    designRoutes,
    formMapRoutes,
    pricesRoutes,
    backOfficeRoutes,
    settingsRoutes,
    publishRoutes,
    planRoutes,
    unpublishRoutes,
    previewLinksRoutes,
    priceApprovalRoutes,
    versionsRoutes,
    restoreRoutes,
    submissionsRoutes,
    openFileRoutes,
    assistedRoutes,
    takePaymentRoutes,
    paymentsRoutes,
    paymentRoutes,
    newRefundRoutes,
    refundsRoutes,
    refundRoutes,
    toLookAtRoutes,
    deliveriesRoutes,
    gatewaysRoutes,
    newAccountRoutes,
    accountSettingsRoutes,
    brandsRoutes,
    datasetColumnsRoutes,
    datasetsRoutes,
    datasetRowsRoutes,
    sendersRoutes,
    addressSourcesRoutes,
  ]) {
    app.route('/', routes(deps))
  }
  app.all('/*', () => {
    throw new HTTPException(404)
  })
  return app
}
