import { createHmac } from 'node:crypto'
import { paySignature } from '../../support/govuk-pay.ts'
import { type AtPay, buyer, goToPay } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

interface Forgery {
  body: Uint8Array<ArrayBuffer>
  signature: string | undefined
}

/** Ways to get a message wrong. Each is given what Pay would have sent. */
const forgers: ((stage: Stage, text: string, signature: string) => Forgery)[] = [
  (_stage, text, signature) => ({ body: withFlippedBit(encode(text)), signature }),
  (_stage, text, signature) => ({ body: encode(`${text}${' '.repeat(1 + random(9))}`), signature }),
  (_stage, text, signature) => ({
    body: encode(text.replace('succeeded', pick(['captured', 'failed', 'settled']))),
    signature,
  }),
  (_stage, text, signature) => ({
    body: encode(text.replace(/"amount":\d+/, `"amount":${1 + random(99)}`)),
    signature,
  }),
  (_stage, text, signature) => ({ body: encode(text), signature: withOtherDigit(signature) }),
  (_stage, text, signature) => ({ body: encode(text), signature: signature.slice(0, random(64)) }),
  (_stage, text) => ({ body: encode(text), signature: undefined }),
  (_stage, text) => ({ body: encode(text), signature: paySignature(`guess-${random(1e9)}`, encode(text)) }),
  // Right secret, other algorithm; right digest of another text; right digest, other spelling.
  (stage, text) => ({
    body: encode(text),
    signature: createHmac('sha512', stage.pay.webhookSecret).update(text).digest('hex'),
  }),
  (stage, text) => ({
    body: encode(text),
    signature: paySignature(stage.pay.webhookSecret, encode(`${text}\n`)),
  }),
  (_stage, text, signature) => ({
    body: encode(text),
    signature: Buffer.from(signature, 'hex').toString('base64'),
  }),
]

/** Catalogue 6. Every payment is paid, so that a look caused by any of them would show. */
export const webhooksForged: Scenario = {
  name: 'webhooks-forged',
  promise: 'a webhook that Pay did not sign, byte for byte, is turned away and changes nothing',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const paid = await times(rig.some(100, 2), 8, (n) => goToPay(stage, buyer(n)))
    for (const { link } of paid) await stage.pay.visit(link.href, 'pay')
    const before = await keptMessages(stage)
    const count = rig.some(10_000, 110)
    const accepted: string[] = []
    await times(count, 16, async (n) => {
      const status = await sendForgery(stage, paid[n % paid.length]!, n)
      if (status !== 401) accepted.push(`mutation ${n % forgers.length} was answered ${status}`)
    })
    // Long enough for a queued look to have happened.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const books = await stage.books(since)
    const kept = await keptMessages(stage)
    // The true messages are still good.
    for (const { payment } of paid) await stage.post.deliver(stage.post.message(payment, 'succeeded'))
    await settled(stage)
    const honest = await stage.books(since)
    return [
      none(`of ${count} mutations accepted`, accepted),
      exactly('messages kept', 0, kept - before),
      exactly('payments that moved', 0, books.attempts.filter(({ state }) => state !== 'created').length),
      exactly(
        'moved by the true message',
        paid.length,
        honest.journeys.filter(({ paid }) => paid === 1).length,
      ),
    ]
  },
}

async function sendForgery(stage: Stage, { payment }: AtPay, n: number): Promise<number> {
  const { body, signature } = stage.post.message(payment, 'succeeded', n)
  const text = new TextDecoder().decode(body)
  const forged = forgers[n % forgers.length]!(stage, text, signature)
  const answer = await fetch(stage.post.address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(forged.signature !== undefined && { 'pay-signature': forged.signature }),
    },
    body: forged.body,
  })
  await answer.arrayBuffer()
  return answer.status
}

async function keptMessages(stage: Stage): Promise<number> {
  const [row] = await stage.query<{ count: number }>('select count(*)::int from webhook_message')
  return row!.count
}

function withFlippedBit(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const changed = body.slice()
  const at = random(changed.length)
  changed[at] = changed[at]! ^ (1 << random(8))
  return changed
}

function withOtherDigit(signature: string): string {
  const at = random(signature.length)
  const digit = ((Number.parseInt(signature[at]!, 16) + 1 + random(15)) % 16).toString(16)
  return signature.slice(0, at) + digit + signature.slice(at + 1)
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const random = (below: number): number => Math.floor(Math.random() * below)
const pick = <T>(from: T[]): T => from[random(from.length)]!
