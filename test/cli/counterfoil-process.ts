import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { libraryForms } from '../../form-schemas/library/index.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Ended {
  code: number
  out: string
  err: string
}

/** A real process, as npm run counterfoil starts it, with nothing of this process's environment but the path. */
export function counterfoil(env: Record<string, string>, ...typed: string[]): Promise<Ended> {
  return new Promise((done) => {
    const options = { cwd: root, env: { PATH: process.env.PATH, ...env }, maxBuffer: 8_000_000 }
    execFile(process.execPath, ['server/cli.ts', ...typed], options, (error, out, err) => {
      done({ code: error ? Number(error.code ?? 99) : 0, out, err })
    })
  })
}

export const libraryFile = (slug: string) => join(root, 'form-schemas/library', `${slug}.json`)
export const libraryText = (slug: string) => libraryForms().find((form) => form.slug === slug)!.text
