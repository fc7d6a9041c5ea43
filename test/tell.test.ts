import { beforeAll, describe, expect, test } from 'vitest'
import type { NotificationSettings } from '../form-schemas/document.ts'
import type { Words } from '../form-schemas/words.ts'
import type { PublishedForm } from '../server/forms/index.ts'
import { createLog } from '../server/log.ts'
import type { Payment } from '../server/payments/index.ts'
import { createPeople, type People } from '../server/people/index.ts'
import type { SubmissionRow } from '../server/submissions/index.ts'
import { createTell, type Tell } from '../server/tell.ts'
import { createSetting, type Setting } from './messages/setting.ts'
import { typedBrand } from './people/a-brand.ts'
import { input, paymentLine } from './receipts/a-receipt.ts'
import { onBothEngines } from './support/db.ts'

onBothEngines('people are told', (database) => {
  let setting: Setting
  let people: People
  let tell: Tell

  beforeAll(async () => {
    setting = await createSetting(database())
    people = createPeople({ db: setting.db, clock: setting.clock, log: createLog('silent') })
    tell = createTell({ messages: setting.messages, people })
    const registered = typedBrand({
      displayName: { en: 'Exampleshire Council', cy: 'Cyngor Sir Esiampl' },
      postalAddress: 'Civic Centre\nEX1 2AB',
      vatNumber: 'GB123456789',
    })
    await people.brands.add(setting.organisationId, 'main', registered, 'officer:1')
    setting.pass(1)
    const playhouse = typedBrand({ displayName: { en: 'The Playhouse', cy: '' } })
    await people.brands.add(setting.organisationId, 'playhouse', playhouse, 'officer:1')
  })

  const title: Words = { en: 'Hire a hall', cy: 'Llogi neuadd' }
  const formOf = (more: object = {}) =>
    ({ organisationName: 'Exampleshire', document: { title, ...more } }) as unknown as PublishedForm

  async function newMail() {
    const before = (await setting.outbox()).length
    for (const { job } of setting.jobs.splice(0)) {
      if (job.name === 'send-message') await setting.messages.attempt(job.messageId)
    }
    return (await setting.outbox()).slice(before)
  }

  describe('that they have paid', () => {
    async function paid(
      change: Partial<Payment> = {},
      lines = [paymentLine({ vat: 'standard' })],
      form = formOf(),
    ) {
      const { payment, submission } = input(lines, {
        paid: { organisationId: setting.organisationId, mode: 'test', ...change },
      })
      const row = { ...submission, id: null } as unknown as SubmissionRow
      await setting.db.transaction((tx) =>
        tell.paid(tx, { ...payment, submissionId: null as never }, row, form),
      )
      return newMail()
    }

    test('by the receipt of the form’s brand, to the payer', async () => {
      const [mail, ...more] = await paid()
      expect(more).toEqual([])
      expect(mail).toMatchObject({
        to: 'sian@example.com',
        subject: 'TEST: Exampleshire Council: your VAT receipt',
      })
      expect(mail?.text).toContain('Exampleshire Council\nCivic Centre\nEX1 2AB')
      expect(mail?.text).toContain('VAT registration number: GB 123 4567 89')
      expect(mail?.text).toContain('What was paid for: Hire a hall')
      const [other] = await paid({}, [paymentLine()], formOf({ settings: { brand: 'playhouse' } }))
      expect(other?.subject).toBe('TEST: The Playhouse: your receipt')
    })

    test('in Welsh when they paid in Welsh', async () => {
      const [mail] = await paid({ language: 'cy' })
      expect(mail).toMatchObject({ language: 'cy', subject: 'PRAWF: Cyngor Sir Esiampl: eich derbynneb TAW' })
    })

    test('not without an address that can be used, a sender, or when they paid elsewhere', async () => {
      for (const payer of [null, { name: 'A' }, { email: 'not one' }])
        expect(await paid({ payer })).toEqual([])
      expect(await paid({ mode: 'live' })).toEqual([])
      expect(await paid({ channel: 'elsewhere', gateway: 'cash' })).toEqual([])
    })

    test('shortly when there are more lines than a message can have: nothing may undo a payment', async () => {
      const long = paymentLine({ label: 'ŵ'.repeat(300), vat: 'standard' })
      const [mail] = await paid(
        {},
        Array.from({ length: 70 }, () => long),
      )
      expect(mail?.text).toContain('We have received your payment of £1,750.00.')
      expect(mail?.subject).toContain('receipt')
    })
  })

  describe('what the form says when it is complete', () => {
    const message: NotificationSettings = {
      id: 'sent',
      on: 'completed',
      channel: 'email',
      to: { question: 'mail' },
      subject: { en: 'We have {form}', cy: 'Mae {form} gennym' },
      text: 'Reference {reference}, {amount}',
    }
    async function complete(
      notifications: NotificationSettings[] | undefined,
      change: Partial<SubmissionRow> = {},
    ) {
      const row = {
        id: null,
        organisationId: setting.organisationId,
        mode: 'test',
        language: 'en',
        reference: 'K7X4P9TR2M',
        totalPence: 2500,
        answers: { mail: 'zoe@example.com' },
        ...change,
      } as unknown as SubmissionRow
      await setting.db.transaction((tx) => tell.completed(tx, row, formOf({ notifications })))
      return newMail()
    }

    test('in the language of the submission, each to its own address', async () => {
      const toCouncil = { ...message, id: 'council', to: { address: 'halls@exampleshire.gov.uk' } }
      const mail = await complete([message, toCouncil], { language: 'cy' })
      expect(mail.map(({ to, subject, text, language }) => [to, subject, text, language])).toEqual([
        ['zoe@example.com', 'PRAWF: Mae Llogi neuadd gennym', 'PRAWF: Reference K7X4P9TR2M, £25.00', 'cy'],
        [
          'halls@exampleshire.gov.uk',
          'PRAWF: Mae Llogi neuadd gennym',
          'PRAWF: Reference K7X4P9TR2M, £25.00',
          'cy',
        ],
      ])
    })

    test('and nothing when the form says nothing, nobody can be reached, or nothing carries it', async () => {
      expect(await complete(undefined)).toEqual([])
      expect(await complete([message], { answers: {} })).toEqual([])
      expect(await complete([message], { mode: 'live' })).toEqual([])
    })
  })
})
