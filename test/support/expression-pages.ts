import type { Harness } from './builder-harness.ts'

const vocabulary = {
  questions: [
    { path: 'items.quantity', label: 'How many?', kind: 'number' },
    { path: 'landlord', label: 'Are you a landlord?', kind: 'yes or no' },
  ],
  functions: [
    { name: 'fee', signature: '$fee(code)', help: 'The fee of that code on the day, in pence' },
    { name: 'sum', signature: '$sum(numbers)', help: 'All numbers together' },
  ],
  variables: [{ name: 'count', label: 'Number of items' }],
}

export interface ExpressionServer {
  /** What was asked to be checked, in order. */
  checked: Record<string, unknown>[]
  /** Forms posted to be run or previewed. */
  posted: Record<string, string>[]
  /** What posting a form answers: a status and an HTML fragment. */
  answer: { status: number; html: string }
  checkFails: boolean
}

/** The prices page at /prices and the back-office page at /back-office, with a checker that dislikes `unknownField`. */
export function serveExpressionPages(harness: Harness): ExpressionServer {
  const server: ExpressionServer = {
    checked: [],
    posted: [],
    answer: { status: 200, html: '' },
    checkFails: false,
  }
  const words = `<script type="application/json" id="vocabulary">${JSON.stringify(vocabulary)}</script>`
  harness.page('/prices', {
    title: 'Prices',
    script: 'prices/main.ts',
    body: `<form method="post" action="/prices"><div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="amount">Amount</label>
<div class="govuk-hint" id="amount-hint">In pence, for one</div>
<textarea class="govuk-textarea" id="amount" name="lines[0].amount" rows="3" data-expression data-check-url="/check" data-check-kind="amount" data-check-line-code="upTo3" aria-describedby="amount-hint">$fee("upTo3") * items.quantity</textarea></div>
<div class="cf-toolbar"><button class="govuk-button" name="save" value="1">Save prices</button><button class="govuk-button govuk-button--secondary" data-run-url="/run" formaction="/run-page">Run cases</button></div></form>
<div id="case-results"></div>${words}`,
  })
  harness.page('/back-office', {
    title: 'Back office',
    script: 'back-office/main.ts',
    body: `<form method="post" action="/back-office" data-preview-url="/preview"><div class="cf-beside"><div>
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="mapping">Mapping</label>
<textarea class="govuk-textarea" id="mapping" name="mapping" rows="8" data-expression data-check-url="/check" data-check-kind="mapping">{ "n": $sum(items.quantity) }</textarea></div></div><div>
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="sample">Sample answers</label><textarea class="govuk-textarea cf-code" id="sample" name="sample" rows="8">{ "items": [] }</textarea></div></div></div></form>
<div id="mapping-output"></div>${words}`,
  })
  harness.app.post('/check', async (c) => {
    const body = (await c.req.json()) as { source: string }
    server.checked.push(body)
    if (server.checkFails) return c.text('gone', 503)
    const position = body.source.indexOf('unknownField')
    return c.json({
      problems:
        position < 0 ? [] : [{ message: 'There is no question called unknownField', position, length: 12 }],
    })
  })
  for (const path of ['/run', '/preview']) {
    harness.app.post(path, async (c) => {
      server.posted.push((await c.req.parseBody()) as Record<string, string>)
      return c.html(server.answer.html, server.answer.status as 200)
    })
  }
  return server
}
