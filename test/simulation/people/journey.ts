import { EventLedger } from '../rules/events.ts'
import type { Snapshot } from '../rules/snapshot.ts'
import type { Plan } from './plan.ts'

/** What is known from outside of one submission and everybody around it. */
export interface Journey {
  index: number
  plan: Plan
  /** Once the resident has begun. */
  begun?: { submissionId: string; token: string }
  /** As it was at the last commit. */
  seen: Snapshot | undefined
  events: EventLedger
}

export function newJourney(index: number, plan: Plan): Journey {
  return { index, plan, seen: undefined, events: new EventLedger() }
}
