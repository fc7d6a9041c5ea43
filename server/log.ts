import { pino } from 'pino'

/**
 * JSON lines; the message is a past-tense event (`payment.succeeded`), the fields name things by id and reference.
 * Never answers, e-mail addresses, tokens or links with tokens: `redact` is the net under that rule, not the rule.
 */
export function createLog(level: string, destination?: { write(line: string): void }) {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'answers',
          '*.answers',
          'email',
          '*.email',
          'token',
          '*.token',
          'password',
          '*.password',
          'nextUrl',
          '*.nextUrl',
          'req.headers',
        ],
        censor: '[not logged]',
      },
    },
    destination ?? pino.destination(2),
  )
}

export type Log = ReturnType<typeof createLog>
