import { formatPence, parsePounds } from '../money.ts'
import type { RefundLine, RefundState } from '../payments/index.ts'
import { type Command, commandLineActor, UsageError } from './command.ts'
import { findOrganisation, organisationOption } from './find-organisation.ts'
import { readList } from './read-given.ts'

export const paymentRefund: Command = {
  name: 'payment refund',
  summary: 'Pay back all or part of a payment',
  arguments: [
    { name: 'id', help: 'Id of the payment, as in the address of its page on the officers’ screens' },
  ],
  options: {
    organisation: organisationOption,
    reason: {
      value: '<words>',
      required: true,
      help: 'Kept with the payment; some gateways show it to the payer',
    },
    lines: { value: '<line=pounds,…>', help: 'Parts of its lines, which count from 1: 1=10.00,2=2.50' },
    everything: { help: 'All that is left of it' },
  },
  async run(given, { house, print }) {
    const typed = given.option('lines')
    const everything = given.flag('everything')
    if ((typed !== undefined) === everything) throw new UsageError('Give either --lines or --everything')
    const lines = typed === undefined ? 'everything' : readList(typed).map(readLine)
    const opened = await house()
    const organisation = await findOrganisation(opened, given)
    const refund = await opened.payments.refunds.request({
      organisationId: organisation.id,
      paymentId: given.argument('id'),
      lines,
      reason: given.required('reason'),
      actor: commandLineActor,
      needsSecondPerson: organisation.refundsNeedSecondPerson,
    })
    print(`Refund ${refund.id} of ${formatPence(refund.amountPence)}: ${refund.state}`)
    print(whatNext(refund.state))
  },
}

/** "1=10.00" */
function readLine(part: string): RefundLine {
  const [, line, amount] = /^(\d{1,5})=(.+)$/.exec(part) ?? []
  const pence = amount === undefined ? undefined : parsePounds(amount)
  if (line === undefined || pence === undefined || pence <= 0) {
    throw new UsageError(
      `‘${part}’ in --lines must be the number of a line, = and an amount in pounds: 1=10.00`,
    )
  }
  return { line: Number(line), pence }
}

function whatNext(state: RefundState): string {
  if (state === 'requested') return 'It waits for an officer to approve it.'
  if (state === 'owed')
    return 'No gateway can pay it back: finance does, and records it on the officers’ screens.'
  return 'A running server sends it to the gateway.'
}
