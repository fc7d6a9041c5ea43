import type { GatewayRefused, GatewayUnreachable } from '../../gateway.ts'
import { cleanText } from '../clean-text.ts'
import { type CivicaAsker, isPassing } from './ask.ts'
import { type BasketReply, readBasketReply } from './basket.ts'
import { type QueryReply, queryAction, queryBody, readQueryReply } from './query.ts'
import type { CivicaSettings } from './settings.ts'

type NotDone = GatewayRefused | GatewayUnreachable

/** The two services of one Civica Pay site. What comes back is an answer of theirs, or says why there is none. */
export function civicaCalls(url: string, post: CivicaAsker) {
  return {
    /** @param hidden texts that the reply's words may repeat and a log may not hold, beside the password */
    async baskets(
      settings: CivicaSettings,
      call: string,
      body: object,
      hidden: readonly (string | undefined)[],
    ): Promise<({ kind: 'answer' } & BasketReply) | NotDone> {
      const reply = await post(
        `${url}/${settings.estore}/TransportableBasket/api/BasketApi/${call}`,
        { accept: 'application/json', 'content-type': 'application/json' },
        JSON.stringify(body),
      )
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      const read = readBasketReply(reply.text)
      // Neither an error of the server's nor a good reply under a bad status says whether there is a basket.
      const believed = isGood(reply.status) || (!isPassing(reply.status) && read?.code !== '00000')
      if (!read || !believed) return notRead(reply.status)
      return { kind: 'answer', ...read, words: wordsWithout(read.words, [settings.apiPassword, ...hidden]) }
    },

    /** What is known under a reference: code 00000 with authorisation requests, or 00001 without. */
    async query(
      settings: CivicaSettings,
      reference: string,
    ): Promise<Extract<QueryReply, { kind: 'answer' }> | NotDone> {
      const reply = await post(
        `${url}/${settings.xml}/QueryAuthRequests/QueryAuthRequests.asmx`,
        { accept: 'text/xml', 'content-type': 'text/xml; charset=utf-8', soapaction: queryAction },
        queryBody(settings, reference),
      )
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      const read = readQueryReply(reply.status, reply.text)
      if (read.kind === 'fault') return faulted(cleanText(read.code, 100))
      if (read.kind === 'unreadable') return notRead(reply.status)
      if (read.code === '00000' || read.code === '00001') return read
      const code = cleanText(read.code, 40)
      return { kind: 'refused', code, message: `Its payment query refuses the question (${code})` }
    },
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300
}

/** What is no answer of Civica Pay's: a refusal when the address or the key is plainly wrong, otherwise not known. */
function notRead(status: number): NotDone {
  return isPassing(status)
    ? { kind: 'unreachable', message: `It gave an answer that could not be read (${status})` }
    : { kind: 'refused', code: String(status), message: `Its site refuses the request (${status})` }
}

/** SOAP 1.1: `Client` is our question's fault and will be again; everything else is the service's. */
function faulted(code: string): NotDone {
  const message = `Its payment query broke off (fault ${code}): the namespace in the settings may not be this site’s`
  return code === 'Client' ? { kind: 'refused', code, message } : { kind: 'unreachable', message }
}

/** The only code of most refusals is 99999, so the vendor's words are kept for the log, without what must not be in one. */
function wordsWithout(words: string, hidden: readonly (string | undefined)[]): string {
  const longestFirst = hidden
    .filter((each): each is string => Boolean(each))
    .sort((a, b) => b.length - a.length)
  return cleanText(
    longestFirst.reduce((shown, each) => shown.replaceAll(each, '…'), words),
    200,
  )
}
