import type { OfficerDeps } from './deps.ts'

/** Who each actor is, in words, asked once each: "Ada Hill", "the resident". Gateways are called as officers know them. */
export async function actorNames(
  deps: Pick<OfficerDeps, 'people' | 'gateways'>,
  organisationId: string,
  actors: Iterable<string | null>,
): Promise<(actor: string | null) => string> {
  const names = new Map<string, string>()
  for (const actor of new Set(actors)) {
    if (actor === null) continue
    const gateway = deps.gateways.find(({ name }) => actor === `gateway:${name}`)
    names.set(
      actor,
      gateway?.title ??
        (actor === 'gateway' ? 'the gateway' : await deps.people.officers.actorName(organisationId, actor)),
    )
  }
  return (actor) => (actor === null ? '' : (names.get(actor) ?? actor))
}
