import { z } from 'zod'
import type { CreateOutcome, GatewayRefused, GatewayUnreachable, QueryOutcome } from '../../gateway.ts'
import { type SoapReply, SoapText as Text } from '../soap.ts'
import { plainText } from '../xml-element.ts'
import { PaymentResult, paymentStatus } from './result.ts'

// Each reply is believed only when it is about what was asked. SCP repeats our requestId and its own scpReference, and nothing else.

/** Either of its two parts may be missing, and the element empty. */
const ErrorDetails = z.object({ errorId: Text, errorMessage: Text }).catch({ errorId: '', errorMessage: '' })

const Invoked = z.object({
  requestId: Text,
  scpReference: Text,
  transactionState: Text,
  invokeResult: z.object({ status: Text, redirectUrl: Text, errorDetails: ErrorDetails }),
})

/** A session is open only when the reply says IN_PROGRESS and SUCCESS and gives a link. */
export function readInvoke(
  reply: SoapReply,
  asked: { requestId: string; amountPence: number },
): CreateOutcome {
  if (reply.kind !== 'body') return notDone(reply)
  const parsed = Invoked.safeParse(reply.body.scpSimpleInvokeResponse)
  if (!parsed.success) return unreadable
  const { requestId, scpReference, transactionState, invokeResult } = parsed.data
  if (requestId !== '' && requestId !== asked.requestId) return aboutAnother
  const { status, redirectUrl, errorDetails } = invokeResult
  if (transactionState === 'IN_PROGRESS' && status === 'SUCCESS') {
    if (scpReference === '' || !/^https?:\/\/[^\s/]/.test(redirectUrl)) return unreadable
    return {
      kind: 'created',
      gatewayPaymentId: scpReference,
      status: { state: 'created', finished: false, amountPence: asked.amountPence, nextUrl: redirectUrl },
    }
  }
  const words = wordsOf(errorDetails)
  if (saysNotAuthenticated(words)) return notAuthenticated(words)
  if (status === 'INVALID_REQUEST') {
    return {
      kind: 'refused',
      code: errorDetails.errorId || status,
      message: `Pay360 refused the request${words}`,
    }
  }
  // ERROR is the portal's own trouble and may pass; the rest makes no sense of a session that was never open.
  return {
    kind: 'unreachable',
    message: `Pay360 opened no payment: ${said(status)}, ${said(transactionState)}${words}`,
  }
}

const Queried = z.object({
  scpReference: Text,
  transactionState: Text,
  paymentResult: PaymentResult.optional(),
})

/** How a session stands. What the reply does not say in so many words is not guessed: then it was not reached. */
export function readQuery(reply: SoapReply, scpReference: string): QueryOutcome {
  if (reply.kind !== 'body') return notDone(reply)
  const parsed = Queried.safeParse(reply.body.scpSimpleQueryResponse)
  if (!parsed.success) return unreadable
  const { transactionState, paymentResult, ...about } = parsed.data
  const unknown = transactionState === 'INVALID_REFERENCE'
  // Of a reference it does not know it may have nothing to repeat.
  if (about.scpReference !== plainText(scpReference) && !(unknown && about.scpReference === ''))
    return aboutAnother
  if (unknown) return { kind: 'missing' }
  if (transactionState === 'IN_PROGRESS') {
    // No amount is told before there is a result.
    return { kind: 'found', status: { state: 'created', finished: false, amountPence: 0 } }
  }
  if (transactionState !== 'COMPLETE' || !paymentResult) return unreadable
  const words = wordsOf(ErrorDetails.parse(paymentResult.errorDetails))
  if (paymentResult.status === 'INVALID_REQUEST' && saysNotAuthenticated(words))
    return notAuthenticated(words)
  const status = paymentStatus(paymentResult)
  return status ? { kind: 'found', status } : unreadable
}

const Version = z.object({ version: Text, schemaVersion: Text })

/** The portal's version and that of its schema, in words for an officer. */
export function readVersion(
  reply: SoapReply,
): { kind: 'version'; words: string } | GatewayRefused | GatewayUnreachable {
  if (reply.kind !== 'body') return notDone(reply)
  const parsed = Version.safeParse(reply.body.scpVersionResponse)
  if (!parsed.success || parsed.data.version === '') return unreadable
  return { kind: 'version', words: `${said(parsed.data.version)}, schema ${said(parsed.data.schemaVersion)}` }
}

const unreadable = { kind: 'unreachable', message: 'Pay360 gave an answer that could not be read' } as const
const aboutAnother = { kind: 'unreachable', message: 'Pay360 answered about another payment' } as const

/**
 * A fault that blames the client (SOAP 1.1 section 4.4.1) is the same again however often it is sent: the keys, the clock, or a message
 * its schema does not take. Any other may pass.
 */
function notDone(reply: Exclude<SoapReply, { kind: 'body' }>): GatewayRefused | GatewayUnreachable {
  if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
  if (reply.kind === 'turned-away') {
    const message = `Pay360 does not let this server in (${reply.status})`
    return { kind: 'refused', code: String(reply.status), message }
  }
  const words = reply.words ? `: ${said(reply.words)}` : ''
  if (saysNotAuthenticated(words)) return notAuthenticated(words)
  if (/(^|:)Client(\.|$)/.test(reply.code)) {
    return { kind: 'refused', code: 'fault', message: `Pay360 does not take the message${words}` }
  }
  return { kind: 'unreachable', message: `Pay360 could not answer${words}` }
}

/** The vendor's words for this are not published: any of these, and not merely a payment that was not authorised. */
function saysNotAuthenticated(words: string): boolean {
  return /authenticat|credential|digest|hmac|signature|time ?stamp|access denied/i.test(words)
}

function notAuthenticated(words: string): GatewayRefused {
  const message = `Pay360 does not accept the site ID, SCP ID, HMAC key ID or HMAC key, or this server’s clock is wrong${words}`
  return { kind: 'refused', code: 'not-authenticated', message }
}

function wordsOf({ errorId, errorMessage }: z.infer<typeof ErrorDetails>): string {
  const words = [errorId, errorMessage].filter((part) => part !== '').map(said)
  return words.length === 0 ? '' : `: ${words.join(' ')}`
}

/** Enough to tell what is wrong. It may be logged, so what could be a payer's e-mail address or card number is left out. */
function said(text: string): string {
  return plainText(text.replace(/\S+@\S+|\d{12,}/g, '…'), 200)
}
