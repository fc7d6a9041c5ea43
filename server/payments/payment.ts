/** The states of a payment attempt: GOV.UK Pay's eight, and the two that only we can see. */
export type PaymentState =
  | 'created'
  | 'started'
  | 'submitted'
  | 'capturable'
  | 'success'
  | 'failed'
  | 'cancelled'
  | 'error'
  /** A second success for a submission: to be refunded or listed, never ignored. */
  | 'overpaid'
  /** The gateway took another amount than we asked for: quarantined for finance. */
  | 'mismatched'
