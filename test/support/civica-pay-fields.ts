import { z } from 'zod'

/** Words as the vendor takes them: no pipes, no control characters. */
const words = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^|\p{Cc}]*$/u)
const Details = z.strictObject({
  CatalogueID: words(35).min(1),
  AccountReference: words(35).min(1),
  PaymentAmount: z
    .string()
    .regex(/^\d{1,9}\.\d\d$/)
    .refine((amount) => Number(amount) > 0),
  Quantity: z.literal('1'),
  VATCode: words(5).optional(),
  PaymentNarrative: words(100).optional(),
  CallingAppTranReference: words(35),
  ServicePayReference: words(35).optional(),
  ServicePayNarrative: words(100).optional(),
  ServicePayItemDesc: words(100).optional(),
  PaymentNotificationURL: z.url().max(2000).optional(),
  EmailAddress: words(254).optional(),
})
const Address = z.strictObject({
  Name: words(50).optional(),
  HouseNo: words(50).optional(),
  Street: words(50).optional(),
  Area: words(50).optional(),
  Town: words(50).optional(),
  Postcode: words(10).optional(),
})
/** CreateImmediatePaymentBasket, as far as we send it: anything else is refused. */
export const BasketFields = z.strictObject({
  CallingAppIdentifier: z.string(),
  CustomerID: z.string(),
  ApiPassword: z.string(),
  ReturnURL: z.url().max(2000),
  NotifyURL: z.url().max(2000).optional(),
  CallingAppTranReference: words(35).min(1),
  PaymentItems: z
    .array(z.strictObject({ PaymentDetails: Details, AddressDetails: Address.optional() }))
    .min(1),
})
