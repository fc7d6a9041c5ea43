import type { Role } from '../../server/people/index.ts'
import type { Resident } from '../support/resident-client.ts'
import type { StoryHouse } from './story-house.ts'

const password = 'lorry teapot saffron drum'

export interface OfficerAtWork {
  id: string
  name: string
  /** A browser in which the officer is signed in. */
  browser: Resident
  /** The value of the session cookie, for a real browser. */
  session: string
}

/** An officer of the story's council who has signed in. */
export async function anOfficer(story: StoryHouse, name: string, roles: Role[]): Promise<OfficerAtWork> {
  const { officers } = story.house.people
  const email = `${name.toLowerCase()}@exampleshire.example`
  const added = await officers.add({ organisationId: story.organisation.id, email, name, roles })
  const changed = await officers.changePassword(added.officer.id, {
    current: added.oneTimePassword,
    next: password,
  })
  if (changed.kind !== 'changed') throw new Error(changed.message)
  const browser = story.resident()
  const signedIn = await browser.post('/officer/sign-in', { email, password })
  if (signedIn.status !== 303) throw new Error(`${name} was not let in: ${signedIn.text}`)
  const session = browser.cookieFor('/officer').split('=')[1]!
  return { id: added.officer.id, name, browser, session }
}

/** The officer's own screen for the payment of a submission. */
export function paymentScreen(reference: string): string {
  return `/officer/submissions/${reference}/payment`
}
