/** VAT is worked out the same way for the ledger and for the gateways that print it. */
export { vatWithin } from '../vat.ts'
