import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'

const log = createLog('silent')
const on = '2026-11-22'
const endless = '$map([1..9000], function($a) { $map([1..9000], function($b) { $a + $b }) })'
const memory = '$count($split($reduce([1..27], function($a, $b) { $a & $a }, "xyz"), ""))'

let expressions: Expressions
afterEach(() => expressions.close())

async function run(source: string, answers = {}) {
  return (await expressions.evaluate({ steps: [{ key: 'it', source }] }, { answers, on })).it
}

describe('the pool', () => {
  it('ends what takes too long and lets the others be worked out', async () => {
    expressions = createExpressions({ workers: 1, log })
    const [slow, ...quick] = await Promise.all([run(endless), ...[1, 2, 3, 4].map((n) => run(`${n} * 2`))])
    expect(slow).toMatchObject({
      kind: 'error',
      code: 'too-long',
      message: 'This took too long to work out.',
    })
    expect(quick.map((result) => result?.kind === 'value' && result.value)).toEqual([2, 4, 6, 8])
  })

  it('survives processes that run out of memory, one after another', async () => {
    expressions = createExpressions({ workers: 1, log, timeoutMs: 20_000 })
    for (let times = 0; times < 2; times++) {
      const [crashed, honest] = await Promise.all([run(memory), run('1 + 1')])
      expect(crashed).toMatchObject({
        kind: 'error',
        code: 'too-much-memory',
        message: 'This needed too much memory to work out.',
      })
      expect(honest).toMatchObject({ kind: 'value', value: 2 })
    }
  })

  it('has a warm process ready when one had to be ended', async () => {
    expressions = createExpressions({ workers: 1, log })
    let quickest = Number.POSITIVE_INFINITY
    // The machine may be busy: once is enough to show that nobody waited for a process to start.
    for (let tries = 0; tries < 5 && quickest > 150; tries++) {
      await run('1')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      expect(await run(memory)).toMatchObject({ kind: 'error' })
      const start = performance.now()
      expect(await run('1 + 1')).toMatchObject({ value: 2 })
      quickest = Math.min(quickest, performance.now() - start)
    }
    // Starting one takes about 200 ms on an idle machine.
    expect(quickest).toBeLessThanOrEqual(150)
  })

  it('gives every step of a program a result, whatever happens to the program', async () => {
    expressions = createExpressions({ workers: 1, log })
    const steps = [
      { key: 'before', source: '1' },
      { key: 'slow', source: endless },
      { key: 'after', source: '2' },
    ]
    const results = await expressions.evaluate({ steps }, { answers: {}, on })
    expect(Object.keys(results)).toEqual(['before', 'slow', 'after'])
    expect(results.slow).toMatchObject({ kind: 'error', code: 'too-long' })
  })

  it('refuses more than it can queue, at once and in plain words', async () => {
    expressions = createExpressions({ workers: 1, log })
    const results = await Promise.all(Array.from({ length: 600 }, (_, n) => run(`${n}`)))
    const busy = results.filter((result) => result?.kind === 'error')
    const values = results.flatMap((result, n) => (result?.kind === 'value' ? [[n, result.value]] : []))
    // One is being worked out, 500 wait.
    expect(busy.length).toBeGreaterThanOrEqual(99)
    for (const result of busy)
      expect(result).toMatchObject({ code: 'busy', message: expect.stringMatching(/^Too much/) })
    expect(values.length).toBeGreaterThan(0)
    for (const [n, value] of values) expect(value).toBe(n)
  })

  it('refuses input that is too large before any process sees it', async () => {
    expressions = createExpressions({ workers: 1, log })
    expect(await run('1', { text: 'x'.repeat(2_000_000) })).toMatchObject({ code: 'too-much-input' })
    const steps = Array.from({ length: 501 }, (_, n) => ({ key: `${n}`, source: '1' }))
    const results = await expressions.evaluate({ steps }, { answers: {}, on })
    expect(Object.values(results).every((result) => result.kind === 'error')).toBe(true)
  })

  it('answers what is waiting and what comes after it was closed', async () => {
    expressions = createExpressions({ workers: 1, log })
    const waiting = [run(endless), run('1')]
    await expressions.close()
    for (const result of [...(await Promise.all(waiting)), await run('1')])
      expect(result).toMatchObject({ kind: 'error', code: 'closed' })
  })

  it('keeps no program alive, closed or not', async () => {
    expressions = createExpressions({ workers: 1, log })
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const program = (end: string) => `
      import { createExpressions } from './server/expressions/index.ts'
      import { createLog } from './server/log.ts'
      const expressions = createExpressions({ workers: 1, log: createLog('silent') })
      const answer = await expressions.evaluate({ steps: [{ key: 'it', source: '1 + 1' }] }, { answers: {}, on: '2026-11-22' })
      console.log(answer.it.value)
      ${end}`
    for (const end of ['await expressions.close()', '']) {
      const args = ['--input-type=module-typescript', '-e', program(end)]
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 20_000 })
      expect(stdout.trim()).toBe('2')
    }
  })
})
