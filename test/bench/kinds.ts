import { Agent } from 'node:http'
import { typed } from './bench-form.ts'
import { type Answer, call, type Target } from './measure.ts'

/** Milliseconds of processor time a request, by what is asked for. */
export type CpuByKind = Record<string, number>

/** All journeys take the same step before any takes the next, so that what a step costs is what the processor counted meanwhile. */
export async function measureKinds(target: Target, journeys: number): Promise<CpuByKind> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const { base } = target
  const cpu: CpuByKind = {}

  async function everybody(kind: string, ask: (journey: number) => Promise<Answer>): Promise<Answer[]> {
    const answers: Answer[] = []
    const before = await target.cpu()
    let next = 0
    const some = async () => {
      for (let journey = next++; journey < journeys; journey = next++) answers[journey] = await ask(journey)
    }
    await Promise.all(Array.from({ length: 8 }, some))
    cpu[kind] = (cpu[kind] ?? 0) + ((await target.cpu()) - before) / journeys
    return answers
  }

  const begun = await everybody('begin', () => call(agent, target, 'POST', base, ''))
  const cookies = begun.map(({ headers }) => headers['set-cookie']![0]!.split(';')[0]!)
  for (const [page, fields] of typed) {
    const path = `${base}/${page}`
    await everybody('read a page', (n) => call(agent, target, 'GET', path, cookies[n]!))
    await everybody('post a page', (n) => call(agent, target, 'POST', path, cookies[n]!, fields))
  }
  for (const kind of ['read a page', 'post a page']) cpu[kind]! /= typed.length
  const check = `${base}/check-your-answers`
  const shown = await everybody('check answers', (n) => call(agent, target, 'GET', check, cookies[n]!))
  const sealOf = (n: number) => /name="seen" value="([^"]*)"/.exec(shown[n]!.body)?.[1] ?? ''
  const sent = await everybody('send', (n) =>
    call(agent, target, 'POST', check, cookies[n]!, `seen=${sealOf(n)}`),
  )
  const last = await everybody('confirmation', (n) =>
    call(agent, target, 'GET', sent[n]!.headers.location!, cookies[n]!),
  )
  if (last.some(({ status }) => status !== 200)) throw new Error('Not every journey came to its end')
  agent.destroy()
  return cpu
}
