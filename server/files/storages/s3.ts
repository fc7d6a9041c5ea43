import { AwsClient } from 'aws4fetch'
import { NotFound, Unavailable } from '../../errors.ts'
import type { Storage } from '../storage.ts'

export interface S3Settings {
  /** Of the service, without the bucket and without a trailing slash: https://s3.eu-west-2.amazonaws.com. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * An object store that speaks S3 (Amazon's own, or another's), by path: `<endpoint>/<bucket>/uploads/<id>`. Requests carry AWS
 * Signature Version 4 over the content's own hash, so that nothing on the way can change a byte. The bucket must be private.
 */
export function createS3(options: S3Settings & { timeoutMs: number }): Storage {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, timeoutMs } = options
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })

  async function ask(id: string, init: RequestInit, good: number[]): Promise<Response> {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new Error(`‘${id}’ is no id of a file`)
    const late = new AbortController()
    // Only until the answer begins: whoever downloads a large file may take their time.
    const timer = setTimeout(() => late.abort(), timeoutMs)
    try {
      const url = `${endpoint}/${bucket}/uploads/${id}`
      const response = await client.fetch(url, { ...init, signal: late.signal, redirect: 'error' })
      if (good.includes(response.status)) return response
      await response.body?.cancel()
      throw new Unavailable(`The object store answered with an error (${response.status})`)
    } catch (error) {
      if (error instanceof Unavailable) throw error
      const words = late.signal.aborted ? 'took too long' : 'does not answer'
      throw new Unavailable(`The object store ${words}`, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }

  const empty = { 'X-Amz-Content-Sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }

  return {
    name: 's3',

    async put(id, content, sha256) {
      const headers = { 'X-Amz-Content-Sha256': sha256 }
      const response = await ask(id, { method: 'PUT', body: content, headers }, [200])
      await response.body?.cancel()
    },

    async get(id) {
      const response = await ask(id, { method: 'GET', headers: empty }, [200, 404])
      if (response.status === 200 && response.body) return response.body
      await response.body?.cancel()
      throw new NotFound('The object store has no such file')
    },

    async delete(id) {
      const response = await ask(id, { method: 'DELETE', headers: empty }, [204, 200, 404])
      await response.body?.cancel()
    },
  }
}
