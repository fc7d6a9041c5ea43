import type { NodemailerError } from 'nodemailer'

export interface SmtpFailure {
  /** `refused`: this message. `settings`: whatever we send. `unreachable`: now. */
  kind: 'refused' | 'settings' | 'unreachable'
  /** `smtp-550-5.1.1`, as far as the server said. */
  code: string
  /** In words of ours: a server's own may repeat the address. */
  message: string
}

/** Replies that ask for another or for some authentication (RFC 4954), whatever they answer. */
const wantsAuthentication = new Set([454, 530, 534, 535, 538])

/** What a failed exchange with a mail server means. 4yz is for now, 5yz for good (RFC 5321 section 4.2.1). */
export function smtpFailure(error: unknown): SmtpFailure {
  const { code = '', originalCode, responseCode = 0, response = '', command = '' } = error as NodemailerError
  const said = sayReply(responseCode, response)
  if (code === 'EAUTH' || code === 'ENOAUTH' || wantsAuthentication.has(responseCode)) {
    const kind = responseCode >= 500 || responseCode === 0 ? 'settings' : 'unreachable'
    return {
      kind,
      code: said.code,
      message: `The mail server does not accept the user name and password${said.words}`,
    }
  }
  if (code === 'ETLS' || isAboutCertificate(originalCode)) {
    const message =
      'No encrypted connection to the mail server could be made: it may not offer one, or its certificate is not right'
    return { kind: 'settings', code: 'smtp-tls', message }
  }
  // 503, commands out of order, is between programs, not about the message.
  if (responseCode >= 500 && responseCode !== 503) {
    if (command === 'RCPT TO') {
      return { kind: 'refused', code: said.code, message: `The mail server refused the address${said.words}` }
    }
    if (command === 'DATA') {
      return { kind: 'refused', code: said.code, message: `The mail server refused the message${said.words}` }
    }
    const message = `The mail server refused to send for the address messages come from${said.words}`
    return { kind: 'settings', code: said.code, message }
  }
  if (responseCode >= 400) {
    return {
      kind: 'unreachable',
      code: said.code,
      message: `The mail server cannot take it now${said.words}`,
    }
  }
  return { kind: 'unreachable', code: 'smtp-unreachable', message: unreachableWords(originalCode ?? code) }
}

/** OpenSSL's reasons not to believe a certificate, and Node's (ERR_TLS_CERT_ALTNAME_INVALID). */
function isAboutCertificate(code = ''): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)
}

/** The reply's code, and its enhanced code (RFC 3463) where there is one. */
function sayReply(responseCode: number, response: string): { code: string; words: string } {
  if (responseCode === 0) return { code: 'smtp-refused', words: '' }
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  const reply = [String(responseCode), ...(enhanced ? [enhanced] : [])]
  return { code: `smtp-${reply.join('-')}`, words: ` (${reply.join(' ')})` }
}

function unreachableWords(code: string): string {
  switch (code) {
    case 'EDNS':
    case 'ENOTFOUND':
      return 'The name of the mail server could not be found'
    case 'ECONNREFUSED':
      return 'The mail server is not listening'
    case 'ETIMEDOUT':
    case 'EABORT':
      return 'The mail server did not answer in time'
    default:
      return 'The connection to the mail server broke off'
  }
}
