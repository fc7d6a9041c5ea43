import { z } from 'zod'

const seconds = z.string().transform((text, context) => {
  const values = text.split(',').map((part) => Number(part.trim()))
  if (values.length === 0 || values.some((value) => !Number.isFinite(value) || value <= 0)) {
    context.addIssue({
      code: 'custom',
      message: 'must be numbers of seconds above 0, separated by commas',
    })
    return z.NEVER
  }
  return values
})

/** Of a supplier; without it the supplier's own. */
const address = z.url({ protocol: /^https?$/ }).optional()

const Settings = z.object({
  /** Port to listen on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** How browsers reach this server; default http://localhost:PORT. */
  BASE_URL: z.url().optional(),
  /** PostgreSQL to use; without it the embedded database in DATA_DIR is used. */
  DATABASE_URL: z.string().optional(),
  /** Folder for the embedded database, its key and delivered files. */
  DATA_DIR: z.string().default('./data'),
  /** Key that seals gateway and destination settings; made on first run when embedded. */
  SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  /** How many proxies of the council's own stand before this server: so many addresses of x-forwarded-for are believed. */
  PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** OS Places' API, for addresses by postcode. */
  OS_PLACES_URL: address,
  /** An S3 store for residents' files, without the bucket; without it they are kept in DATA_DIR/files. */
  FILES_S3_URL: address,
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_REGION: z.string().default('eu-west-2'),
  FILES_S3_KEY_ID: z.string().optional(),
  FILES_S3_SECRET: z.string().optional(),
  /** host:port of a ClamAV daemon that scans residents' files. */
  CLAMD: z
    .string()
    .regex(/^[A-Za-z0-9.-]+:\d{1,5}$/, 'must be a host and a port, like localhost:3310')
    .optional(),
  /** pino level. */
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** 0 = no demonstration organisation. */
  DEMO: z.enum(['0', '1']).default('1'),
  /** GOV.UK Pay's public API; a stand-in in tests. The same goes for the other suppliers. */
  GOVUK_PAY_URL: address,
  /** Stripe's API. */
  STRIPE_URL: address,
  /** Pay360's Secure Card Portal (SOAP endpoint) for live accounts. */
  PAY360_URL: address,
  /** The same for test accounts. */
  PAY360_TEST_URL: address,
  /** Civica Pay's site, below which each council has its eStore. */
  CIVICA_PAY_URL: address,
  /** GOV.UK Notify's API. */
  NOTIFY_URL: address,
  /** The sandbox gateway's own API; default this server's /sandbox. */
  SANDBOX_URL: z.url().optional(),
  /** Seconds after the start of a payment at which the gateway is asked, when nothing was heard; default each gateway's own schedule. */
  PAYMENT_CHECK_SECONDS: seconds.optional(),
  /** Seconds between attempts of one delivery; the last one repeats until DELIVERY_GIVE_UP_HOURS. */
  DELIVERY_RETRY_SECONDS: seconds.default([10, 60, 300, 900, 3600, 7200]),
  /** Hours after which a delivery that never succeeded becomes a dead letter. */
  DELIVERY_GIVE_UP_HOURS: z.coerce.number().positive().default(72),
  /** Seconds between attempts to send one message; the last one repeats for three days. */
  MESSAGE_RETRY_SECONDS: seconds.default([30, 120, 600, 1800]),
  /** 1 = deliveries may go to private and loopback addresses over http (tests, one-machine set-ups). */
  DELIVERY_ALLOW_PRIVATE: z.enum(['0', '1']).default('0'),
  /** Child processes that evaluate officers' expressions. */
  EXPRESSION_WORKERS: z.coerce.number().int().min(1).max(16).default(2),
})

export type SettingName = keyof typeof Settings.shape
export const settingNames = Object.keys(Settings.shape) as SettingName[]

export interface Config {
  port: number
  host: string
  /** Without a trailing slash. */
  baseUrl: string
  databaseUrl: string | undefined
  dataDir: string
  secretKey: string | undefined
  logLevel: string
  demo: boolean
  govukPayUrl: string | undefined
  stripeUrl: string | undefined
  pay360Url: string | undefined
  pay360TestUrl: string | undefined
  civicaPayUrl: string | undefined
  notifyUrl: string | undefined
  proxies: number
  osPlacesUrl: string | undefined
  filesS3:
    | { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }
    | undefined
  clamd: { host: string; port: number } | undefined
  sandboxUrl: string
  paymentCheckSeconds: number[] | undefined
  deliveryRetrySeconds: number[]
  deliveryGiveUpHours: number
  messageRetrySeconds: number[]
  deliveryAllowPrivate: boolean
  expressionWorkers: number
}

/**
 * Reads every setting once and reports all that are wrong together.
 * @throws Error whose message has one line per wrong setting.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Readonly<Config> {
  const given = Object.fromEntries(
    settingNames
      .filter((name) => env[name] !== undefined && env[name] !== '')
      .map((name) => [name, env[name]]),
  )
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`These settings are wrong:\n${lines.join('\n')}`)
  }
  const s = parsed.data
  if (s.DATABASE_URL && !s.SECRET_KEY) {
    throw new Error(
      'These settings are wrong:\n  SECRET_KEY: must be set when DATABASE_URL is (at least 16 characters; keep it, sealed settings cannot be read without it)',
    )
  }
  const s3 = [s.FILES_S3_URL, s.FILES_S3_BUCKET, s.FILES_S3_KEY_ID, s.FILES_S3_SECRET]
  if (s3.some(Boolean) && !s3.every(Boolean)) {
    throw new Error(
      'These settings are wrong:\n  FILES_S3_URL, FILES_S3_BUCKET, FILES_S3_KEY_ID and FILES_S3_SECRET: all of them must be set, or none',
    )
  }
  const [clamdHost, clamdPort] = s.CLAMD?.split(':') ?? []
  const bare = (url: string | undefined) => url?.replace(/\/$/, '')
  const baseUrl = (s.BASE_URL ?? `http://localhost:${s.PORT}`).replace(/\/$/, '')
  return Object.freeze({
    port: s.PORT,
    host: s.HOST,
    baseUrl,
    databaseUrl: s.DATABASE_URL,
    dataDir: s.DATA_DIR,
    secretKey: s.SECRET_KEY,
    logLevel: s.LOG_LEVEL,
    demo: s.DEMO === '1',
    govukPayUrl: bare(s.GOVUK_PAY_URL),
    stripeUrl: bare(s.STRIPE_URL),
    pay360Url: bare(s.PAY360_URL),
    pay360TestUrl: bare(s.PAY360_TEST_URL),
    civicaPayUrl: bare(s.CIVICA_PAY_URL),
    notifyUrl: bare(s.NOTIFY_URL),
    proxies: s.PROXIES,
    osPlacesUrl: bare(s.OS_PLACES_URL),
    filesS3: s.FILES_S3_URL
      ? {
          endpoint: bare(s.FILES_S3_URL)!,
          bucket: s.FILES_S3_BUCKET!,
          region: s.FILES_S3_REGION,
          accessKeyId: s.FILES_S3_KEY_ID!,
          secretAccessKey: s.FILES_S3_SECRET!,
        }
      : undefined,
    clamd: clamdHost ? { host: clamdHost, port: Number(clamdPort) } : undefined,
    sandboxUrl: (s.SANDBOX_URL ?? `http://127.0.0.1:${s.PORT}/sandbox`).replace(/\/$/, ''),
    paymentCheckSeconds: s.PAYMENT_CHECK_SECONDS,
    deliveryRetrySeconds: s.DELIVERY_RETRY_SECONDS,
    messageRetrySeconds: s.MESSAGE_RETRY_SECONDS,
    deliveryGiveUpHours: s.DELIVERY_GIVE_UP_HOURS,
    deliveryAllowPrivate: s.DELIVERY_ALLOW_PRIVATE === '1',
    expressionWorkers: s.EXPRESSION_WORKERS,
  })
}
