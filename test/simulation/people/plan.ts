import { Random } from '../kernel/random.ts'

/** What somebody does on one visit to the hosted page. */
export interface Visit {
  does: 'pay' | 'decline' | 'cancel' | 'leave' | 'pay-late'
  /** Seconds before the button is pressed. */
  thinks: number
  /** Whether the browser gets back to us. */
  returns: boolean
}

/** One tab of one browser: when it presses the button (seconds after the first), and what it does each time it gets to a hosted page. */
export interface TabPlan {
  after: number
  visits: Visit[]
}

export type OfficerAct =
  | { does: 'check' }
  /** Takes the card of a caller. */
  | { does: 'moto'; visits: Visit[] }
  /** Cash at a counter, and a colleague's word on it. */
  | { does: 'claim'; decision: 'confirm' | 'reject' | 'nothing'; decidedAfter: number }
  | { does: 'refund'; part: 'all' | 'some'; officers: 1 | 2; decision: 'approve' | 'reject' }
  | { does: 'replay' }

/** What one resident, and whoever has to do with their submission, is going to do. Nothing of it depends on how things go. */
export interface Plan {
  /** Seconds after the beginning of the world. */
  startsAfter: number
  answers: { items: number; bags: number; email: string | null }
  language: 'en' | 'cy'
  tabs: TabPlan[]
  /** Sends a link so that somebody else can pay. */
  shared?: { after: number; visits: Visit[] }
  officers: (OfficerAct & { after: number })[]
}

/** The plan of a journey: the same for a seed and a number, whatever other journeys there are. */
export function drawPlan(seed: string, journey: number): Plan {
  const random = new Random(`${seed}/plan${journey}`)
  const items = random.below(5)
  const free = random.chance(0.04)
  const bags = items === 0 && !free ? random.between(1, 9) : random.pick([0, 0, 1, 2, 6])
  const startsAfter = random.below(600)
  return {
    startsAfter,
    answers: {
      items: free ? 0 : items,
      bags: free ? 0 : bags,
      email: random.chance(0.3) ? `j${journey}@example.org` : null,
    },
    language: random.chance(0.1) ? 'cy' : 'en',
    tabs: drawTabs(random),
    ...(random.chance(0.08) && { shared: { after: random.below(600), visits: drawVisits(random) } }),
    officers: drawOfficers(random),
  }
}

function drawTabs(random: Random): TabPlan[] {
  const count = random.weighted({ one: 80, two: 16, three: 4 })
  const tabs = { one: 1, two: 2, three: 3 }[count]
  return Array.from({ length: tabs }, (_, tab) => ({
    // A double click, another tab, the back button a while later.
    after: tab === 0 ? 0 : random.pick([0, 0, 1, 20, 120, 1500]),
    visits: drawVisits(random),
  }))
}

function drawVisits(random: Random): Visit[] {
  const visits: Visit[] = []
  for (let visit = 0; visit < 4; visit++) {
    const does = random.weighted<Visit['does']>({ pay: 60, decline: 14, cancel: 9, leave: 10, 'pay-late': 7 })
    visits.push({ does, thinks: drawThought(random, does), returns: random.chance(0.75) })
    if (does === 'pay' || does === 'leave' || random.chance(0.3)) break
  }
  return visits
}

function drawThought(random: Random, does: Visit['does']): number {
  if (does === 'pay-late') return random.pick([1500, 1790, 1805, 3500, 3610, 5300, 5390, 5410])
  return random.chance(0.2) ? random.between(60, 1200) : random.between(1, 30)
}

function drawOfficers(random: Random): (OfficerAct & { after: number })[] {
  const acts: (OfficerAct & { after: number })[] = []
  if (random.chance(0.1)) acts.push({ does: 'check', after: random.below(7200) })
  if (random.chance(0.07)) acts.push({ does: 'moto', visits: drawVisits(random), after: random.below(900) })
  if (random.chance(0.08)) {
    const decision = random.weighted<'confirm' | 'reject' | 'nothing'>({ confirm: 7, reject: 2, nothing: 1 })
    acts.push({ does: 'claim', decision, decidedAfter: random.pick([1, 30, 900]), after: random.below(600) })
  }
  const refunds = random.weighted({ none: 80, one: 13, two: 7 })
  for (let refund = 0; refund < { none: 0, one: 1, two: 2 }[refunds]; refund++) {
    acts.push({
      does: 'refund',
      part: random.chance(0.4) ? 'all' : 'some',
      officers: random.chance(0.4) ? 2 : 1,
      decision: random.chance(0.85) ? 'approve' : 'reject',
      after: random.pick([400, 2000, 7000, 9000]) + random.below(60),
    })
  }
  if (random.chance(0.03)) acts.push({ does: 'replay', after: random.between(600, 9000) })
  return acts
}
