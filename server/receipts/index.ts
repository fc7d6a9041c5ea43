/*
 * Receipts: what was paid, by whom, for what and with which VAT, as plain data, as words for an e-mail and as a tagged PDF.
 * Knows payments, their lines and refunds, and who the council is. Stores nothing: a receipt is worked out anew from what is kept,
 * and the same input gives the same bytes. It refuses to know who may see one, and to call VAT what is outside its scope.
 */
export { type Issuer, issuerOf } from './issuer.ts'
export { loadReceipt, type ReceiptRooms } from './load-receipt.ts'
export { receiptPdf } from './pdf/receipt-pdf.ts'
export { type Receipt, type ReceiptLine, receiptNumber, receiptOf, type VatTotal } from './receipt.ts'
export { receiptText } from './receipt-text.ts'
export { type ReceiptView, receiptView } from './receipt-view.ts'
