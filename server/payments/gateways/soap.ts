import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { type Fetch, silenceOf } from './ask-gateway.ts'
import { element, plainText, type Xml } from './xml-element.ts'

export type SoapReply =
  /** The one element inside the Body, by its name without prefix; entities are still in its texts (`textOf`). */
  | { kind: 'body'; body: Record<string, unknown> }
  | { kind: 'fault'; code: string; words: string }
  /** Turned away before the service was reached: HTTP 401 or 403 without a SOAP fault. */
  | { kind: 'turned-away'; status: number }
  /** No reply that could be read: whether it did what was asked is not known. */
  | { kind: 'silence'; message: string }

/** Far above any reply there is, and little enough to read. */
const maxCharacters = 200_000

/** A SOAP 1.1 document/literal message around one element. */
export function soapEnvelope(content: Xml): string {
  const body = element(
    'soapenv:Envelope',
    [element('soapenv:Header', []), element('soapenv:Body', [content])],
    {
      'xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
    },
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body.markup}`
}

/** Asks once, with an empty SOAPAction. Never throws for what the other side does, and follows no redirect. */
export async function askSoap(
  fetch: Fetch,
  url: string,
  envelope: string,
  timeoutMs: number,
): Promise<SoapReply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: '""' },
      body: envelope,
    })
    return readSoap(response.status, await response.text())
  } catch (error) {
    return { kind: 'silence', message: silenceOf(error) }
  }
}

/** What the reply says; a message with a document type is not SOAP (SOAP 1.1 section 3) and is not read. */
export function readSoap(status: number, text: string): SoapReply {
  const body = readBody(text)
  if (isRecord(body?.Fault)) {
    return { kind: 'fault', code: textOf(body.Fault.faultcode), words: textOf(body.Fault.faultstring) }
  }
  if (body && status === 200) return { kind: 'body', body }
  if (status === 401 || status === 403) return { kind: 'turned-away', status }
  return { kind: 'silence', message: `It gave an answer that could not be read (${status})` }
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  // Codes and audit numbers begin with zeros: every text stays text.
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === 'itemSummary',
})

function readBody(text: string): Record<string, unknown> | undefined {
  if (text.length > maxCharacters || /<!(DOCTYPE|ENTITY)/i.test(text)) return undefined
  try {
    const document: unknown = parser.parse(text, true)
    const envelope = isRecord(document) ? document.Envelope : undefined
    const body = isRecord(envelope) ? envelope.Body : undefined
    return isRecord(body) ? body : undefined
  } catch {
    // Not XML: a proxy's HTML, or half a message. The caller says that it could not be read.
    return undefined
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text of an element: XML's own five entities and character references read once, no others; one line, no control characters. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') return ''
  const read = value.replace(
    /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);/gi,
    (whole, name: string) => {
      if (!name.startsWith('#')) return named[name] ?? whole
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
  return plainText(read)
}

/** In a schema of a reply: the text of an element, empty when it is missing or is no text. */
export const SoapText = z.unknown().optional().transform(textOf)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
