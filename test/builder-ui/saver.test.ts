import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Net, openTab, startSavingServer, titleOf } from '../support/saving-tab.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

describe('the designer saves by itself', () => {
  it('a change within a second, a run of changes once', async () => {
    const server = startSavingServer()
    const tab = openTab(server)
    for (const title of ['One', 'Two', 'Three']) {
      tab.edit(title)
      await pass(300)
    }
    expect(server.saves).toEqual([])
    await pass(700)
    expect(server.saves).toEqual(['Three'])
    expect([tab.saver.state, tab.saver.settled, tab.computer.copy]).toEqual(['saved', true, undefined])
  })

  it('nothing when the change was taken back in time; undo and redo after it like any other change', async () => {
    const server = startSavingServer()
    const tab = openTab(server)
    tab.edit('One')
    tab.draft.undo()
    await pass(60_000)
    expect([server.saves, tab.saver.state]).toEqual([[], 'saved'])
    for (const step of ['redo', 'undo', 'redo'] as const) {
      tab.draft[step]()
      await pass(1000)
    }
    expect(server.saves).toEqual(['One', 'First', 'One'])
  })

  it('what was changed while a save was under way after it, never beside it', async () => {
    const server = startSavingServer()
    server.delay = 5000
    const tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    tab.edit('Two')
    const asked = tab.saver.save({ asked: true })
    tab.edit('Three')
    await pass(20_000)
    await asked
    expect(server.saves).toEqual(['One', 'Three'])
    expect(tab.saver.settled).toBe(true)
  })

  it('also what was taken back while it was under way', async () => {
    const server = startSavingServer()
    server.delay = 5000
    const tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    tab.draft.undo()
    await pass(20_000)
    expect(server.saves).toEqual(['One', 'First'])
  })
})

describe('without a connection', () => {
  it('every change is kept on this computer, and the last is sent when the connection is back', async () => {
    const server = startSavingServer()
    server.net = 'down'
    const tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    expect(tab.saver.state).toBe('unreachable')
    tab.edit('Two')
    expect(titleOf(tab.computer.copy!.mine)).toBe('Two')
    await pass(120_000)
    expect(server.saves).toEqual([])
    server.net = 'up'
    await pass(30_100)
    expect([server.saves, tab.saver.state, tab.computer.copy]).toEqual([['Two'], 'saved', undefined])
  })

  it.each(['down', 'signed-out'] as const)('(%s) it is tried at once when one comes back', async (net) => {
    const server = startSavingServer()
    server.net = net
    const tab = openTab(server)
    tab.edit('One')
    await pass(60_000)
    server.net = 'up'
    tab.saver.retry()
    await pass(100)
    expect(server.saves).toEqual(['One'])
  })

  it('what a closed tab could not send, the next one sends', async () => {
    const server = startSavingServer()
    server.net = 'down'
    const tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    tab.close()
    server.net = 'up'
    const next = openTab(server, tab.computer)
    expect(next.title).toBe('One')
    await pass(1000)
    expect(server.saves).toEqual(['One'])
    next.draft.undo()
    await pass(1000)
    expect(server.saves).toEqual(['One', 'First'])
  })

  it('when the computer keeps nothing, that is said and not that it does', async () => {
    const server = startSavingServer()
    server.net = 'down'
    const tab = openTab(server, { full: true })
    tab.edit('One')
    await pass(1000)
    expect(tab.states.at(-1)).toMatchObject(['unreachable', { kept: false }])
  })

  it.each([
    ['in the same tab', false],
    ['after the tab was closed', true],
  ])('an answer that was lost is no conflict with oneself, %s', async (_, closes) => {
    const server = startSavingServer()
    server.net = 'lost'
    let tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    expect(server.saves).toEqual(['One'])
    server.net = 'down'
    tab.edit('Two')
    await pass(1000)
    if (closes) {
      tab.close()
      tab = openTab(server, tab.computer)
    }
    server.net = 'up'
    await pass(60_000)
    expect(tab.states.map(([state]) => state)).not.toContain('conflict')
    expect([server.saves, tab.saver.settled]).toEqual([['One', 'Two'], true])
  })

  it('what was taken back after a lost answer is not taken for saved', async () => {
    const server = startSavingServer()
    server.net = 'lost'
    const tab = openTab(server)
    tab.edit('One')
    await pass(1000)
    tab.draft.undo()
    expect(tab.saver.settled).toBe(false)
    server.net = 'up'
    await pass(60_000)
    expect(server.saves).toEqual(['One', 'First'])
  })
})

describe('a save that is not taken', () => {
  it('for a problem of the form keeps the work, and the change that mends it saves everything', async () => {
    const server = startSavingServer()
    server.refused = (title) => title === 'Wrong'
    const tab = openTab(server)
    tab.edit('Wrong')
    await pass(1000)
    expect(tab.states.at(-1)).toMatchObject([
      'refused',
      { outcome: { problems: [{ message: 'No' }] }, asked: false },
    ])
    expect(titleOf(tab.computer.copy!.mine)).toBe('Wrong')
    await pass(600_000)
    tab.edit('Right')
    await pass(1000)
    expect(server.saves).toEqual(['Right'])
  })

  it('for somebody else’s save waits for a choice, however much is changed meanwhile', async () => {
    const server = startSavingServer()
    const tab = openTab(server)
    server.saveAs('Theirs')
    tab.edit('Mine')
    await pass(1000)
    tab.edit('Mine, later')
    await pass(600_000)
    expect([server.saves, server.requests, tab.saver.state]).toEqual([['Theirs'], 1, 'conflict'])
    expect(titleOf(tab.computer.copy!.mine)).toBe('Mine, later')
    tab.choose('mine')
    await pass(1000)
    expect(server.saves).toEqual(['Theirs', 'Mine, later'])
    tab.draft.undo()
    expect(tab.title).toBe('Theirs')
  })

  it('after a day away shows the conflict again, and never overwrites', async () => {
    const server = startSavingServer()
    server.net = 'down'
    const tab = openTab(server)
    tab.edit('Mine')
    await pass(1000)
    tab.close()
    server.net = 'up'
    server.saveAs('Theirs')
    const next = openTab(server, tab.computer)
    await pass(1000)
    expect([server.saves, next.saver.state, next.title]).toEqual([['Theirs'], 'conflict', 'Mine'])
    expect(titleOf(next.draft.savedDesign)).toBe('First')
    next.choose('theirs')
    await pass(1000)
    expect([server.saves, next.title, next.computer.copy]).toEqual([['Theirs'], 'Theirs', undefined])
  })
})

const net = fc.constantFrom<Net>('up', 'up', 'down', 'lost', 'signed-out')
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant('edit' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'retry' as const, 'save' as const),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('close' as const, 'other' as const, 'mine' as const, 'theirs' as const),
  },
  { weight: 2, arbitrary: net.map((to) => ({ net: to })) },
  { weight: 5, arbitrary: fc.constantFrom(10, 300, 700, 3000, 40_000).map((wait) => ({ wait })) },
)

it('whatever the network does and whenever the tab is closed, no work is lost and nobody’s is overwritten unseen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
      const server = startSavingServer()
      server.refused = (title) => title.endsWith('7')
      let tab = openTab(server)
      let made = 0
      /** Titles of the other officer that this one has seen. */
      const seen = new Set<string>()
      const see = () => {
        for (const [, { outcome }] of tab.states)
          if (outcome?.kind === 'conflict') seen.add(titleOf(outcome.current))
      }
      const look = (when: string) => {
        see()
        if (tab.saver.settled && tab.saver.state === 'saved')
          expect(server.saves[tab.draft.revision - 2] ?? 'First', when).toBe(tab.title)
        else if (!tab.saver.settled) expect(titleOf(tab.computer.copy!.mine), when).toBe(tab.title)
      }
      for (const [n, what] of steps.entries()) {
        if (what === 'edit') tab.edit(`Mine ${++made}`)
        else if (what === 'undo' || what === 'redo') tab.draft[what]()
        else if (what === 'retry') tab.saver.retry()
        else if (what === 'save') void tab.saver.save({ asked: true })
        else if (what === 'other') server.saveAs(`Other ${n}`)
        else if (what === 'mine' || what === 'theirs') {
          if (tab.saver.state === 'conflict') tab.choose(what)
        } else if (what === 'close') {
          const [title, unsettled] = [tab.title, !tab.saver.settled]
          tab.close()
          await pass(100)
          see()
          tab = openTab(server, tab.computer)
          seen.add(titleOf(server.design))
          if (unsettled) expect(tab.title).toBe(title)
        } else if ('net' in what) server.net = what.net
        else await pass(what.wait)
        look(`step ${n}: ${JSON.stringify(what)}`)
      }
      see()
      // What the other officer saved is the last thing saved, or this one had it before their eyes when they saved over it.
      for (const [at, title] of server.saves.entries())
        if (
          title.startsWith('Other') &&
          at < server.saves.length - 1 &&
          !server.saves[at + 1]?.startsWith('Other')
        )
          expect(seen).toContain(title)
      await pass(1000)
      server.net = 'up'
      server.refused = () => false
      tab.saver.retry()
      for (let round = 0; round < 4; round++) {
        await pass(60_000)
        if (tab.saver.state === 'conflict') tab.choose('mine')
        else if (!tab.saver.settled) tab.edit('Mended')
      }
      await pass(60_000)
      expect([tab.saver.settled, server.saves[tab.draft.revision - 2] ?? 'First']).toEqual([true, tab.title])
    }),
    { numRuns: 150 },
  )
}, 60_000)
