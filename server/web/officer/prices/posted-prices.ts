import { londonDay } from '../../../clock.ts'
import type { Draft } from '../../../forms/index.ts'
import type { OfficerDeps } from '../deps.ts'
import type { PostedForm } from '../page.ts'
import { pickScope } from './picks/line-picks.ts'
import { reconcilePicks } from './picks/reconcile.ts'
import { type PricingFields, postedBoxes } from './price-fields.ts'

/** The prices as they were sent, with what was picked written into the rules. */
export function postedPrices(
  deps: Pick<OfficerDeps, 'clock'>,
  form: PostedForm,
  draft: Draft,
): PricingFields {
  const fields = postedBoxes(form)
  reconcilePicks(form, fields, pickScope(draft.document, fields, londonDay(deps.clock.now())))
  return fields
}
