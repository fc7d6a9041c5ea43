import type { BlockOutcome } from '../../../forms/index.ts'
import type { OfficerContext } from '../page.ts'
import { blockForDesigner } from './block-view.ts'

/** What came of keeping a block, as the designer reads it. */
export function sendOutcome(c: OfficerContext, outcome: BlockOutcome, kept: 200 | 201): Response {
  if (outcome.kind === 'kept')
    return c.json({ block: blockForDesigner(outcome.block), leftOut: outcome.leftOut }, kept)
  if (outcome.kind === 'refused') return c.json({ problems: outcome.problems }, 422)
  return c.json({ block: blockForDesigner(outcome.block) }, 409)
}
