import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A stateful stand-in of an S3 bucket, written from Amazon's public documentation ("Authenticating requests: AWS Signature Version 4")
 * and never checked against the live service: it works every signature out for itself, holds the content to the hash that was
 * signed, needs a length, and refuses what is older than 15 minutes.
 */
export interface S3StandIn {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  objects: Map<string, Buffer>
  /** Each is used up by the next request. */
  faults: S3Fault[]
  /** Method and path of every request. */
  requests: string[]
  close(): Promise<void>
}

export type S3Fault =
  | { kind: 'status'; status: number }
  /** Does what was asked and drops the line before answering. */
  | { kind: 'reply-lost' }
  /** Answers only after so many milliseconds. */
  | { kind: 'slow'; ms: number }
  /** A byte of what arrives is another one. */
  | { kind: 'flipped-bit' }
  | { kind: 'redirect'; to: string }

const account = {
  bucket: 'exampleshire-uploads',
  region: 'eu-west-2',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}

export async function startS3(): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>()
  const faults: S3Fault[] = []
  const requests: string[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const path = request.url ?? ''
    requests.push(`${request.method} ${path}`)
    const fault = faults.shift()
    if (fault?.kind === 'flipped-bit' && body.length > 0) body[0]! ^= 1
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault?.kind === 'redirect') return void response.writeHead(307, { Location: fault.to }).end()
    if (fault?.kind === 'status') return refuse(response, fault.status, 'InternalError')
    const problem = problemOf(request, body)
    if (problem) return refuse(response, problem.status, problem.code)
    const key = path.slice(account.bucket.length + 2)
    const [status, content] = serve(request.method ?? '', key, body)
    if (fault?.kind === 'reply-lost') return void request.socket.destroy()
    if (status === 404) return refuse(response, 404, 'NoSuchKey')
    response.writeHead(status).end(content)
  }

  function serve(method: string, key: string, body: Buffer): [number, Buffer?] {
    if (method === 'PUT') {
      objects.set(key, body)
      return [200]
    }
    if (method === 'DELETE') {
      objects.delete(key)
      return [204]
    }
    const found = objects.get(key)
    return found ? [200, found] : [404]
  }

  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ...account,
    objects,
    faults,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
}

/** Why a request is not accepted. */
function problemOf(request: IncomingMessage, body: Buffer): { status: number; code: string } | undefined {
  const { headers, method = '' } = request
  const path = request.url ?? ''
  if (!path.startsWith(`/${account.bucket}/`)) return { status: 404, code: 'NoSuchBucket' }
  if (method === 'PUT' && headers['content-length'] === undefined) {
    return { status: 411, code: 'MissingContentLength' }
  }
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!given) return { status: 403, code: 'AccessDenied' }
  const [, keyId, day = '', region = '', signedHeaders = '', signature = ''] = given
  const signed = signedHeaders.split(';')
  const at = String(headers['x-amz-date'])
  const hash = String(headers['x-amz-content-sha256'])
  if (keyId !== account.accessKeyId) return { status: 403, code: 'InvalidAccessKeyId' }
  if (region !== account.region) return { status: 400, code: 'AuthorizationHeaderMalformed' }
  for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256']) {
    if (!signed.includes(needed)) return { status: 403, code: 'AccessDenied' }
  }
  const time = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!at.startsWith(day) || !(Math.abs(Date.now() - time) < 15 * 60_000)) {
    return { status: 403, code: 'RequestTimeTooSkewed' }
  }
  const canonical = [
    method,
    path,
    '',
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}`,
    ),
    '',
    signedHeaders,
    hash,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  )
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [day, region, 's3', 'aws4_request'].reduce(
    hmac,
    `AWS4${account.secretAccessKey}` as string | Buffer,
  )
  const right = hmac(key as Buffer, toSign)
  if (!timingSafeEqual(right, Buffer.from(signature, 'hex')))
    return { status: 403, code: 'SignatureDoesNotMatch' }
  if (createHash('sha256').update(body).digest('hex') !== hash) {
    return { status: 400, code: 'XAmzContentSHA256Mismatch' }
  }
  return undefined
}
