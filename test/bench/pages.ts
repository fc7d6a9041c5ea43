import { Agent } from 'node:http'
import { longForm, typed } from './bench-form.ts'
import { call, median, type Target } from './measure.ts'

/** What a browser loads for a question page the first time, and what of it it keeps. */
export async function weighPages(target: Target): Promise<{ htmlBytes: number; assets: string[] }> {
  const agent = new Agent({ keepAlive: true })
  const cookie = await begin(agent, target, target.base)
  const page = await call(agent, target, 'GET', `${target.base}/${typed[0]![0]}`, cookie)
  const addresses = [...page.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!)
  const assets: string[] = []
  for (const address of new Set(addresses)) {
    const { headers, body } = await call(agent, target, 'GET', address, '')
    assets.push(`${address}, ${Buffer.byteLength(body)} bytes, ${headers['cache-control']}`)
  }
  agent.destroy()
  return { htmlBytes: Buffer.byteLength(page.body), assets }
}

/** The last page of forms of 5 and of 500 questions, with all before it answered, read and posted. */
export async function measurePages(target: Target, rounds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const few = await answered(agent, target, 5)
  const many = await answered(agent, target, 500)
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const one = await cost(agent, target, few)
    const other = await cost(agent, target, many)
    ratios.push(other / one)
  }
  agent.destroy()
  return [{ questions: 500, ratio: median(ratios) }]
}

interface Filled {
  page: string
  cookie: string
  fields: string
}

async function answered(agent: Agent, target: Target, questions: number): Promise<Filled> {
  const form = longForm(questions)
  const base = `/bench/${form.slug}`
  const cookie = await begin(agent, target, base)
  let last: Filled | undefined
  for (const { key, components } of form.definition.components) {
    const page = `${base}/${key}`
    const fields = components.map((one) => `${one.key}=An+answer`).join('&')
    const { status } = await call(agent, target, 'POST', page, cookie, fields)
    if (status !== 303) throw new Error(`${page} answered ${status}`)
    last = { page, cookie, fields }
  }
  return last!
}

/** Milliseconds of processor time for one page, read and posted. */
async function cost(agent: Agent, target: Target, { page, cookie, fields }: Filled): Promise<number> {
  const times = 300
  const before = await target.cpu()
  for (let i = 0; i < times; i++) {
    await call(agent, target, 'GET', page, cookie)
    await call(agent, target, 'POST', page, cookie, fields)
  }
  return ((await target.cpu()) - before) / times
}

async function begin(agent: Agent, target: Target, base: string): Promise<string> {
  const begun = await call(agent, target, 'POST', base, '')
  return begun.headers['set-cookie']![0]!.split(';')[0]!
}
