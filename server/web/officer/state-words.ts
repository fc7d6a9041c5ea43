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
  overpaid: words('Paid twice: refund it', 'orange'),
  mismatched: words('Wrong amount: look into it', 'red'),
}

export const deliveryStates: Record<string, StateWords> = {
  queued: words('Waiting to be sent', 'blue'),
  delivered: words('Delivered', 'green'),
  'dead-letter': words('Given up: needs an officer', 'red'),
}

const unknown = (state: string) => words(state, 'grey')
export const submissionWords = (state: string) => submission[state] ?? unknown(state)
export const paymentWords = (state: string) => paymentStates[state] ?? unknown(state)
export const deliveryWords = (state: string) => deliveryStates[state] ?? unknown(state)

export const vatWords: Record<string, string> = {
  'outside-scope': 'Outside the scope',
  exempt: 'Exempt',
  zero: 'Zero rate',
  reduced: 'Reduced rate (5%)',
  standard: 'Standard rate (20%)',
}
