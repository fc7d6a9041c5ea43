/** How an attempt to send a resident to pay ended. */
export type StartOutcome =
  /** `url` is secret and single-use: redirect (303), never store or log it. */
  | { kind: 'redirect'; url: string; paymentId: string }
  | { kind: 'paid' }
  | { kind: 'checking'; paymentId: string }
  | { kind: 'refused'; message: string }
  | { kind: 'unavailable'; message: string }

export const cannotPay: StartOutcome = {
  kind: 'refused',
  message: 'This form cannot take payments at the moment. You have not been charged. Contact the council.',
}
