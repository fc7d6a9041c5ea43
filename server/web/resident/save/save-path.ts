import type { Journey, ResidentForm } from '../deps.ts'

/** Where a resident asks for a link to come back by. */
export function savePath(base: string): string {
  return `${base}/save`
}

/** What a page posts beside its own fields when it is left by "Save and come back later": in the address, since questions own the names. */
export const thenSave = '?next=save'

/** The form offers it, something can carry the link, and nobody fills it in for somebody else. */
export function canSave({ document, sends }: ResidentForm, channel: Journey['channel'] | undefined): boolean {
  return channel === 'online' && document.settings?.saveAndReturn !== false && (sends?.length ?? 0) > 0
}
