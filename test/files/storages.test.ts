import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Unavailable } from '../../server/errors.ts'
import { createFolder } from '../../server/files/storages/folder.ts'
import { createStorages } from '../../server/files/storages/index.ts'
import { createS3 } from '../../server/files/storages/s3.ts'
import { newId } from '../../server/ids.ts'
import { startS3 } from '../support/s3.ts'
import { storageContract } from './storage-contract.ts'

async function openFolder() {
  const home = await mkdtemp(join(tmpdir(), 'counterfoil-storage-'))
  const folder = join(home, 'stored')
  const paths = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  return { home, folder, paths, storage: createFolder({ folder }) }
}

storageContract('a folder', async () => {
  const { home, folder, paths, storage } = await openFolder()
  return {
    storage,
    kept: async () => Promise.all((await paths()).map((path) => readFile(path))),
    async break() {
      await mkdir(home, { recursive: true })
      await writeFile(folder, 'a file where the folder should be')
    },
    mend: () => rm(folder),
    close: () => rm(home, { recursive: true, force: true }),
  }
})

storageContract('S3', async () => {
  const standIn = await startS3()
  return {
    storage: createS3({ ...standIn, timeoutMs: 5_000 }),
    kept: async () => [...standIn.objects.values()],
    break: async () => void standIn.faults.push({ kind: 'status', status: 503 }),
    mend: async () => {
      standIn.faults.length = 0
    },
    close: standIn.close,
  }
})

test('files in a folder are called by their ids and can be read by the server’s own user only', async () => {
  const { home, paths, storage } = await openFolder()
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const id = newId()
  await storage.put(id, new Blob(['x']), '')
  const [path] = await paths()
  expect(path!.endsWith(join(id.slice(0, 2), id))).toBe(true)
  expect((await stat(path!)).mode & 0o777).toBe(0o600)
  expect((await stat(join(path!, '..'))).mode & 0o777).toBe(0o700)
})

test('a folder follows no link that somebody put in the place of a file', async () => {
  const { home, paths, storage } = await openFolder()
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const id = newId()
  await storage.put(id, new Blob(['x']), '')
  const [path] = await paths()
  await writeFile(join(home, 'secret'), 'secret')
  await rename(path!, `${path}.gone`)
  await symlink(join(home, 'secret'), path!)
  await expect(storage.get(id)).rejects.toThrow(Unavailable)
})

async function openS3(timeoutMs = 5_000, change: object = {}) {
  const standIn = await startS3()
  onTestFinished(standIn.close)
  return { standIn, storage: createS3({ ...standIn, timeoutMs, ...change }) }
}
const hashOfX = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'

test('S3 is asked for one object by its path, and for nothing else', async () => {
  const { standIn, storage } = await openS3()
  const id = newId()
  await storage.put(id, new Blob(['x']), hashOfX)
  await (await storage.get(id)).cancel()
  await storage.delete(id)
  const path = `/exampleshire-uploads/uploads/${id}`
  expect(standIn.requests).toEqual([`PUT ${path}`, `GET ${path}`, `DELETE ${path}`])
})

test.each([
  ['a wrong secret', { secretAccessKey: 'another' }],
  ['a wrong key', { accessKeyId: 'AKIDOTHER' }],
  ['another region', { region: 'us-east-1' }],
  ['another bucket', { bucket: 'somebody-elses' }],
])('S3 with %s keeps nothing', async (_name, change) => {
  const { standIn, storage } = await openS3(5_000, change)
  await expect(storage.put(newId(), new Blob(['x']), hashOfX)).rejects.toThrow(Unavailable)
  expect(standIn.objects.size).toBe(0)
})

test('what arrives at S3 changed by one bit is not kept', async () => {
  const { standIn, storage } = await openS3()
  standIn.faults.push({ kind: 'flipped-bit' })
  await expect(storage.put(newId(), new Blob(['x']), hashOfX)).rejects.toThrow('error (400)')
  expect(standIn.objects.size).toBe(0)
})

test('S3 that does not answer, or leads elsewhere, is unavailable', async () => {
  const { standIn, storage } = await openS3(200)
  standIn.faults.push({ kind: 'slow', ms: 2_000 })
  await expect(storage.put(newId(), new Blob(['x']), hashOfX)).rejects.toThrow('took too long')
  standIn.faults.push({ kind: 'redirect', to: 'http://169.254.169.254/latest' })
  await expect(storage.get(newId())).rejects.toThrow('does not answer')
  standIn.faults.push({ kind: 'reply-lost' })
  await expect(storage.put(newId(), new Blob(['x']), hashOfX)).rejects.toThrow(Unavailable)
})

test('new files go to S3 where there is one, and those kept in the folder before can still be read', () => {
  const s3 = {
    endpoint: 'http://127.0.0.1:9',
    bucket: 'b',
    region: 'r',
    accessKeyId: 'a',
    secretAccessKey: 's',
  }
  const both = createStorages({ folder: '/nowhere', s3 })
  expect([both.keepIn, Object.keys(both.storages)]).toEqual(['s3', ['folder', 's3']])
  expect(createStorages({ folder: '/nowhere' }).keepIn).toBe('folder')
})
