import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { sandboxArguments } from '../../server/expressions/sandbox-process.ts'

/** Whoever got code to run in a sandbox after all: what would it be able to do? */
async function runInside(code: string): Promise<string> {
  const program = `try { ${code} } catch (error) { console.log(error.code ?? error.name) }`
  const { stdout } = await promisify(execFile)(process.execPath, [...sandboxArguments(), '-e', program], {
    env: {},
  })
  return stdout.trim()
}

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the process that evaluates expressions', () => {
  it.each([
    ['read the passwords of the machine', "require('fs').readFileSync('/etc/passwd'); console.log('read')"],
    [
      'read the settings of the server',
      `require('fs').readFileSync('${root}server/config.ts'); console.log('read')`,
    ],
    ['list the folders of the server', `console.log(require('fs').readdirSync('${root}'))`],
    ['write a file', "require('fs').writeFileSync('/tmp/out-of-the-sandbox', ''); console.log('written')"],
    ['start a program', "require('child_process').execSync('id'); console.log('started')"],
    ['start a thread', "new (require('worker_threads').Worker)('1', { eval: true }); console.log('started')"],
  ])('cannot %s', async (_what, code) => expect(await runInside(code)).toBe('ERR_ACCESS_DENIED'))

  it('cannot make code from text, and sees no environment', async () => {
    expect(await runInside("console.log(new Function('return 1')())")).toBe('EvalError')
    expect(await runInside('console.log(JSON.stringify(Object.keys(process.env)))')).toBe('[]')
  })
})
