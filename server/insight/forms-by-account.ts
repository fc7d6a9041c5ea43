import type { Db } from '../db/client.ts'
import { type LiveForm, liveDocuments } from './live-documents.ts'

export interface FormOfAccount extends LiveForm {
  /** Name of the gateway account that it takes its payments through. */
  account: string
}

/** Which gateway account each published form takes its payments through; forms without a payment are left out. */
export async function formsByAccount(db: Db, organisationId: string): Promise<FormOfAccount[]> {
  return (await liveDocuments(db, organisationId)).flatMap(({ about, document: { payment } }) =>
    payment ? [{ ...about, account: payment.gateway }] : [],
  )
}
