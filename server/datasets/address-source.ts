import type { ConnectionOutcome, SettingField } from '../payments/gateway.ts'

/** A property's address, in the lines that the address question has. */
export interface FoundAddress {
  /** Unique property reference number: up to 12 digits. */
  uprn: string
  line1: string
  line2?: string
  town: string
  county?: string
  postcode: string
}

export type FindOutcome =
  /** None is an answer too: there are postcodes without addresses. */
  | { kind: 'found'; addresses: FoundAddress[] }
  /** Not now: no answer, too busy, a key that is not accepted. `message` is for officers; residents type their address. */
  | { kind: 'unavailable'; message: string }

/** The opened settings of a source, as its own schema allows them. */
export type SourceSettings = Record<string, unknown>

export interface Place {
  organisationId: string
  /** A full postcode, written "BS1 5TR". */
  postcode: string
}

/** What knows addresses. One file each; adding one edits no other. */
export interface AddressSource {
  /** Registry name: "os-places". */
  name: string
  /** As officers know it. */
  title: string
  /** Answers may be kept for an hour: they cost money or time, and change rarely. */
  remembered: boolean
  settingFields: readonly SettingField[]
  /** Refuses settings it cannot work with. @throws BadInput, never repeating a value */
  parseSettings(settings: unknown): SourceSettings
  /** Where addresses come from, in an officer's words and without secrets. */
  describe(settings: SourceSettings): string
  /** The dataset that addresses come from, for a source that has one. */
  readsDataset?(settings: SourceSettings): string
  /** Proves the settings. */
  testConnection(settings: SourceSettings, organisationId: string): Promise<ConnectionOutcome>
  /** Ends within 10 seconds. Never throws for what the other side does. */
  find(settings: SourceSettings, place: Place): Promise<FindOutcome>
}
