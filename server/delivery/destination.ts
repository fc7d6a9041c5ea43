/** How one attempt ended. A small closed set, each with words for an officer in delivery.ts. */
export type DeliveryOutcomeKind =
  | 'delivered'
  | 'mapping-failed'
  | 'schema-failed'
  | 'destination-missing'
  | 'connection-failed'
  | 'timed-out'
  | 'address-not-allowed'
  | 'refused'
  | 'server-error'
  | 'write-failed'
  /** Our own side failed (sandbox busy, settings that cannot be read): tried again like an outage. */
  | 'internal-error'

export interface DestinationOutcome {
  kind: DeliveryOutcomeKind
  statusCode?: number
  /** In an officer's words; may carry the first 2 kB of the reply. */
  message: string
}

export interface Parcel {
  /** Stays the same over every attempt and replay of one delivery. */
  idempotencyKey: string
  reference: string
  formSlug: string
  deliveryCode: string
  /** Test submissions go the same way; the back office must be able to tell them apart. */
  mode: 'test' | 'live'
  /** JSON text, exactly as it will be sent and as it is shown to officers. */
  body: string
  /** An officer tries a mapping: nobody sent this. It goes to the destination's own address for tests, where it has one. */
  trial?: true
}

/** What goes over the wire, for officers' eyes: secrets are masked. */
export interface ShownRequest {
  /** "POST https://…" */
  line: string
  headers: [name: string, value: string][]
}

export type DestinationSettings = Record<string, unknown>

/** A back office. One file each; adding one edits no other. */
export interface Destination {
  kind: string
  /** @throws BadInput */
  parseSettings(settings: unknown): DestinationSettings
  /** Where deliveries go, in an officer's words and without secrets. */
  describe(settings: DestinationSettings): string
  /** Where trials go, in an officer's words and without secrets; undefined when this destination has no address of its own for them. */
  describeTrials?(settings: DestinationSettings): string | undefined
  /** What `send` would send for this parcel; missing = nothing but its body. */
  showRequest?(settings: DestinationSettings, parcel: Parcel): ShownRequest
  /** What must not be read in a reply that is shown to an officer. */
  secretsIn?(settings: DestinationSettings): string[]
  /** What no two organisations may share (the name of a file), so that neither can write into the other's. */
  claims?(settings: DestinationSettings): string
  /** Never throws for what the other side does: every such end is an outcome. */
  send(settings: DestinationSettings, parcel: Parcel): Promise<DestinationOutcome>
}
