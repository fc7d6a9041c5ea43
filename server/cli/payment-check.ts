import { formatPence } from '../money.ts'
import { recordEvent } from '../people/audit.ts'
import { type Command, commandLineActor } from './command.ts'

export const paymentCheck: Command = {
  name: 'payment check',
  summary: 'Ask the gateway now what became of a payment',
  arguments: [{ name: 'id', help: 'Id of the payment, as on the officers’ payments screen' }],
  options: {},
  async run(given, { house, print }) {
    const { payments, db, clock } = await house()
    const payment = await payments.settle(given.argument('id'), 'job')
    await db.transaction((tx) =>
      recordEvent(tx, {
        organisationId: payment.organisationId,
        at: clock.now(),
        actor: commandLineActor,
        event: 'payment.check-requested',
        submissionId: payment.submissionId,
        paymentId: payment.id,
      }),
    )
    const why = payment.stateReason ? ` (${payment.stateReason})` : ''
    print(`${payment.reference}, ${formatPence(payment.amountPence)}: ${payment.state}${why}`)
    print(payment.finished ? 'The gateway will not change it any more.' : 'It can still change.')
  },
}
