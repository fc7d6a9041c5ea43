/** A state said to officers, with the colour of its tag. Colour never says more than the words. */
export interface StateWords {
  text: string
  classes: string
}

const words = (text: string, colour: string): StateWords => ({
  text,
  classes: colour === '' ? '' : `govuk-tag--${colour}`,
})

const submission: Record<string, StateWords> = {
  answering: words('Being filled in', 'grey'),
  submitted: words('Waiting for payment', 'yellow'),
  completed: words('Completed', 'green'),
}

export const paymentStates: Record<string, StateWords> = {
  created: words('Created', 'grey'),
  started: words('Started', 'blue'),
  submitted: words('Being confirmed', 'blue'),
  capturable: words('Authorised, not taken', 'yellow'),
  success: words('Paid', 'green'),
  failed: words('Failed', 'red'),
  cancelled: words('Cancelled', 'grey'),
  error: words('Gateway error', 'red'),
  overpaid: words('Paid twice', 'orange'),
  mismatched: words('Another amount', 'red'),
}

export const refundStates: Record<string, StateWords> = {
  requested: words('Waiting for a second officer', 'yellow'),
  approved: words('Being sent', 'blue'),
  submitted: words('With the gateway', 'blue'),
  owed: words('To be paid by finance', 'orange'),
  success: words('Paid back', 'green'),
  error: words('Not paid back', 'red'),
  rejected: words('Rejected', 'grey'),
}

/** How a payment was begun. */
export const channelWords: Record<string, string> = {
  web: 'Online, by the payer',
  moto: 'By telephone, typed by an officer',
  link: 'Online, by a payment link',
  elsewhere: 'Taken elsewhere, recorded by officers',
}

/** How a form was filled in. */
export const submissionChannelWords: Record<string, string> = {
  online: 'Online, by the resident',
  telephone: 'By an officer, for somebody on the telephone',
  counter: 'By an officer, for somebody at the counter',
}

const claim: Record<string, StateWords> = {
  claimed: words('Waiting for a second officer', 'yellow'),
  confirmed: words('Confirmed', 'green'),
  rejected: words('Rejected', 'grey'),
}

const message: Record<string, StateWords> = {
  queued: words('Waiting to be sent', 'blue'),
  sent: words('Sent', 'green'),
  'given-up': words('Given up', 'red'),
}

const messageKind: Record<string, string> = {
  'payment-link': 'Payment link',
  refund: 'Notice of a refund',
  receipt: 'Receipt',
}

export const deliveryStates: Record<string, StateWords> = {
  queued: words('Waiting to be sent', 'blue'),
  delivered: words('Delivered', 'green'),
  'dead-letter': words('Given up: needs an officer', 'red'),
}

const unknown = (state: string) => words(state, 'grey')
export const submissionWords = (state: string) => submission[state] ?? unknown(state)
export const paymentWords = (state: string) => paymentStates[state] ?? unknown(state)
export const refundWords = (state: string) => refundStates[state] ?? unknown(state)
export const claimWords = (state: string) => claim[state] ?? unknown(state)
export const messageWords = (state: string) => message[state] ?? unknown(state)
export const messageKindWords = (kind: string) => messageKind[kind] ?? kind

/** Whether a link to pay by still leads somewhere. A link that was opened does. */
export function linkWords(
  link: { expiresAt: Date; openedAt: Date | null; closedAt: Date | null },
  now: Date,
): StateWords {
  if (link.closedAt) return words('Over', 'grey')
  if (link.expiresAt <= now) return words('Expired', 'grey')
  return link.openedAt ? words('Opened', 'green') : words('Not opened yet', 'blue')
}

export const deliveryWords = (state: string) => deliveryStates[state] ?? unknown(state)

export const vatWords: Record<string, string> = {
  'outside-scope': 'Outside the scope',
  exempt: 'Exempt',
  zero: 'Zero rate',
  reduced: 'Reduced rate (5%)',
  standard: 'Standard rate (20%)',
}

export const ledgerKinds: Record<string, string> = {
  payment: 'Payment',
  held: 'Held',
  reversal: 'Taken back by the gateway',
  refund: 'Refund',
}
