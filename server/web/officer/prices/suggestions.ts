import { Hono } from 'hono'
import type { PriceCase } from '../../../../form-schemas/document.ts'
import { withPart } from '../../../forms/index.ts'
import type { PriceOutcome } from '../../../pricing/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { type FieldProblem, readForm } from '../page.ts'
import { allow } from '../session.ts'
import { postedPrices } from './posted-prices.ts'
import { caseFields } from './price-fields.ts'
import { readPrices, showPrices, suggestFor } from './prices-page.ts'
import { readAnswers } from './read-pricing.ts'

/** Longest case that a button may send, in characters: more than any that is suggested. */
const longestCase = 100_000

/** Cases worth adding, and the button that adds one to what is on the page. Nothing is saved before the officer has looked and saves. */
export function suggestionRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.post('/forms/:slug/prices/suggestions', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedPrices(deps, form, draft)
    const revision = Number(form.text('revision'))
    const prices = readPrices(deps, draft, fields)
    if (!form.has('adopt')) {
      const suggestions = await suggestFor(deps, prices)
      if (c.req.query('fragment') !== undefined)
        return c.html(
          deps.templates.render('officer/prices/suggestions.njk', {
            suggestions,
            draft,
            fields,
            fragment: true,
          }),
        )
      return showPrices(deps, c, { draft, fields, revision, problems: prices.problems, suggestions })
    }

    const refuse = (problems: FieldProblem[]) =>
      showPrices(deps, c, { draft, fields, revision, problems, status: 422 })
    const { document } = prices
    if (!document?.pricing) return refuse(prices.problems)
    const adopted = readCase(form.text('adopt'))
    // Judged as a typed case is, by what a document may say; what it should cost is not known yet.
    const tests = adopted && [...document.pricing.tests, { ...adopted, refused: true }]
    const made = tests && withPart(draft.text, { pricing: { ...document.pricing, tests } })
    if (!adopted || !made?.ok)
      return refuse([
        { field: 'suggestions', message: 'That case cannot be read. Ask for suggestions again' },
      ])
    const outcome = await deps.pricing.price(document, adopted.answers, adopted.on)
    const added = fields.tests.length
    fields.tests.push(caseFields(asItIsNow(adopted, outcome)))
    const unknown =
      outcome.kind === 'refused' && outcome.because !== 'rule'
        ? [
            {
              field: `tests.${added}.total`,
              message: `Enter what ‘${adopted.name}’ should cost, or say that it must have no price. ${outcome.reason}`,
            },
          ]
        : []
    return showPrices(deps, c, {
      draft,
      fields,
      revision,
      added,
      problems: unknown,
      ...(unknown.length === 0 && {
        notice: `‘${adopted.name}’ is added with the price as it is now. Is this right? Check it, then save`,
      }),
    })
  })
  return app
}

/** A case with the amounts that it comes to now; a price that failed is nothing that a case should expect. */
function asItIsNow(adopted: PriceCase, outcome: PriceOutcome): PriceCase {
  if (outcome.kind === 'refused') return outcome.because === 'rule' ? { ...adopted, refused: true } : adopted
  const lines: Record<string, number> = {}
  for (const { code, totalPence } of outcome.price.lines) lines[code] = (lines[code] ?? 0) + totalPence
  return { ...adopted, total: outcome.price.totalPence, lines }
}

function readCase(text: string): PriceCase | undefined {
  const read = text.length > longestCase ? undefined : readAnswers(text)
  const { name, on, answers } = (read ?? {}) as Record<string, unknown>
  if (typeof name !== 'string' || name.trim() === '' || typeof on !== 'string') return undefined
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return undefined
  return { name, on, answers: answers as PriceCase['answers'] }
}
