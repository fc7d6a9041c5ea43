import { html } from 'hono/html'
import { formatPence } from '../money.ts'
import { type SandboxRow, surchargePence } from './sandbox-payment.ts'

export type Html = ReturnType<typeof html>

const notice = 'Sandbox payment page – no money moves'

/** The page with its choices. There is nowhere to type a card number, and there never may be. */
export function payPage(row: SandboxRow, error?: string): Html {
  return layout(
    error ? `Error: Pay ${formatPence(row.amountPence)}` : `Pay ${formatPence(row.amountPence)}`,
    html`
      <h1>${row.description}</h1>
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      ${row.moto ? telephone : ''}
      <dl>
        <div><dt>Amount</dt><dd class="amount">${formatPence(row.amountPence)}</dd></div>
        <div><dt>Reference</dt><dd>${row.reference}</dd></div>
      </dl>
      <form method="post">
        <h2>Choose what happens to this payment</h2>
        <button class="main" name="outcome" value="pay">Pay ${formatPence(row.amountPence)}</button>
        <button name="outcome" value="decline">Decline the payment</button>
        <button name="outcome" value="cancel">Cancel the payment</button>
        <h2>Less usual endings</h2>
        <button name="outcome" value="expire">Let it expire</button>
        <button name="outcome" value="close">Pay and close the window</button>
        <button name="outcome" value="slow">Pay slowly</button>
        <button name="outcome" value="slow-decline">Decline slowly</button>
        <button name="outcome" value="surcharge">Pay with a corporate card (${formatPence(surchargePence)} on top)</button>
        <button name="outcome" value="error">Let it end in an error</button>
      </form>
      ${refundNote}
    `,
  )
}

const telephone = html`<p class="telephone"><strong>Telephone payment.</strong> A member of staff types here for a caller.</p>`

/** By these amounts an officer can try every ending of a refund (see sandbox-refund.ts). */
const refundNote = html`
  <details>
    <summary>How refunds of this payment end</summary>
    <p>A refund goes back at once. One that ends in 13 pence, such as £5.13, takes some seconds. One that ends in 99 pence, such as £4.99, fails.</p>
  </details>
`

export function waitingPage(row: SandboxRow): Html {
  return layout(
    'Payment being processed',
    html`
      <h1>This payment is being processed</h1>
      <p><a href="${row.returnUrl}">Go back to the council’s website</a></p>
    `,
  )
}

export function overPage(row: SandboxRow): Html {
  return layout(
    'Payment finished',
    html`
      <h1>This payment has finished</h1>
      <p>You cannot change it any more.</p>
      <p><a href="${row.returnUrl}">Go back to the council’s website</a></p>
    `,
  )
}

export function closedPage(): Html {
  return layout(
    'You can close this window',
    html`
      <h1>You can close this window</h1>
      <p>The payment went through. This page does not take you back, as if you had closed it before it could.</p>
    `,
  )
}

export function lostPage(): Html {
  return layout(
    'This link cannot be used',
    html`
      <h1>This link cannot be used</h1>
      <p>A link to a payment works once. Go back to the council’s website and choose to pay again: you will not pay twice.</p>
    `,
  )
}

function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${notice}</title>
        <link rel="stylesheet" href="../page.css" />
      </head>
      <body>
        <header><p>${notice}</p></header>
        <main>${content}</main>
      </body>
    </html>`
}
