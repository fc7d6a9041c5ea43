import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadReceipt, receiptPdf, receiptText } from '../../server/receipts/index.ts'
import { typedBrand } from '../people/a-brand.ts'
import { readPdf } from '../support/pdf-tags.ts'
import { type Office, openOffice } from '../web/officer/an-office.ts'
import { payAtSandbox, sendSubmission } from '../web/officer/send-submission.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a submission has a receipt once it is paid, with its brand and the refunds that were made', async () => {
  const { house, organisation } = office
  const sent = await sendSubmission(office, 'bulky-waste')
  expect(await loadReceipt(house, sent.submissionId)).toBeUndefined()
  expect(await loadReceipt(house, 'no such submission')).toBeUndefined()

  await payAtSandbox(office, sent.payAddress!, 'pay')
  const [payment] = await house.payments.forSubmission(sent.submissionId)
  await house.payments.settle(payment!.id, 'job')
  const plain = (await loadReceipt(house, sent.submissionId))!
  expect(plain.issuer).toMatchObject({ name: { en: organisation.name }, vatNumber: 'GB 123 4567 89' })
  expect(plain.number).toBe(`${sent.reference}-${payment!.id.slice(0, 6).toUpperCase()}`)
  expect(plain.grossPence).toBe(payment!.amountPence)
  expect(receiptText(plain).text).toContain('This is a test. No money was taken')

  const brand = typedBrand({ displayName: { en: 'Waste services', cy: '' }, postalAddress: 'Depot Road' })
  const [first] = await house.people.brands.of(organisation.id)
  const seen = first!.updatedAt.toISOString()
  await house.people.brands.change(organisation.id, first!.name, brand, seen, 'system')
  await house.payments.refunds.request({
    organisationId: organisation.id,
    paymentId: payment!.id,
    lines: 'everything',
    reason: 'Not collected',
    actor: 'system',
    needsSecondPerson: false,
  })
  const [refund] = await house.payments.refunds.list(organisation.id)
  await house.payments.refunds.settle(refund!.id)
  await house.payments.refunds.settle(refund!.id)
  const receipt = (await loadReceipt(house, sent.submissionId))!
  expect(receipt.issuer).toEqual({ name: 'Waste services', address: ['Depot Road'] })
  expect(receipt.refunds.map(({ amountPence }) => amountPence)).toEqual([payment!.amountPence])
  const { info } = readPdf(await receiptPdf(receipt, 'cy'))
  expect(info.Title).toBe(`Derbynneb ${receipt.number}`)
})
