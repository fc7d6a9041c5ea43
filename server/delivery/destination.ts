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
  /** JSON text, exactly as it will be sent and as it is shown to officers. */
  body: string
}

export type DestinationSettings = Record<string, unknown>

/** A back office. One file each; adding one edits no other. */
export interface Destination {
  kind: string
  /** @throws BadInput */
  parseSettings(settings: unknown): DestinationSettings
  /** Never throws for what the other side does: every such end is an outcome. */
  send(settings: DestinationSettings, parcel: Parcel): Promise<DestinationOutcome>
}
