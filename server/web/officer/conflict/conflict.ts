import type { FormDocument } from '../../../../form-schemas/document.ts'
import { BadInput } from '../../../errors.ts'
import { type DocumentPart, type Draft, differences, withPart } from '../../../forms/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { actorOf, type OfficerContext, readForm, showPage } from '../page.ts'
import { outline, type PartName } from './outline.ts'

/** Which keys of the document each screen writes. */
const keysOfPart: Record<PartName, (keyof DocumentPart)[]> = {
  definition: ['definition', 'conditions', 'sections'],
  pricing: ['pricing'],
  deliveries: ['deliveries'],
  settings: ['title', 'payment', 'notifications', 'confirmation', 'settings'],
}

export interface ConflictScreen {
  part: PartName
  /** Last part of the screen's address: `design`, `prices`. */
  path: string
}

/**
 * Somebody saved in between. Shows both versions; what this officer wrote travels in the page itself, so that nothing is lost
 * whichever they choose, and however often it happens.
 */
export async function showConflict(
  deps: OfficerDeps,
  c: OfficerContext,
  screen: ConflictScreen,
  mine: DocumentPart,
  current: Draft,
): Promise<Response> {
  const read = withPart(current.text, mine)
  if (!read.ok) throw new BadInput('Your version cannot be saved as it is', read.problems)
  return showPage(
    deps,
    c,
    'conflict/conflict',
    {
      title: 'Somebody else saved this first',
      section: 'forms',
      slug: current.slug,
      path: screen.path,
      updatedBy: await deps.people.officers.actorName(current.organisationId, current.updatedBy),
      current,
      mine: JSON.stringify(mine),
      mineReadable: JSON.stringify(mine, null, 2),
      differences: differences(current.document, read.document),
      mineOutline: marked(read.document, current.document, screen.part),
      theirOutline: marked(current.document, read.document, screen.part),
    },
    409,
  )
}

/** What the other officer saved, to be read beside one's own in another tab. */
export async function showTheirs(
  deps: OfficerDeps,
  c: OfficerContext,
  screen: ConflictScreen,
): Promise<Response> {
  const current = await deps.forms.draft(c.get('organisation').id, c.req.param('slug')!)
  return showPage(deps, c, 'conflict/theirs', {
    title: 'The version that is saved',
    section: 'forms',
    backHref: `/officer/forms/${current.slug}/${screen.path}`,
    updatedBy: await deps.people.officers.actorName(current.organisationId, current.updatedBy),
    current,
    outline: outline(current.document, screen.part),
  })
}

/** The outline of one side; what the other side does not have is marked. */
function marked(document: FormDocument, other: FormDocument, part: PartName) {
  const there = new Set(
    outline(other, part).flatMap(({ heading, items }) => [
      heading,
      ...items.map((item) => `${heading}\n${item}`),
    ]),
  )
  return outline(document, part).map(({ heading, items }) => ({
    heading,
    only: !there.has(heading),
    items: items.map((text) => ({ text, only: !there.has(`${heading}\n${text}`) })),
  }))
}

/** `choice`: keep-mine saves over theirs, take-theirs leaves it; anything else shows the page. */
export async function handleConflict(
  deps: OfficerDeps,
  c: OfficerContext,
  screen: ConflictScreen,
): Promise<Response> {
  const form = await readForm(c)
  const organisationId = c.get('organisation').id
  const slug = c.req.param('slug')!
  const mine = readMine(form.text('mine'), screen.part)
  const choice = form.text('choice')
  const here = `/officer/forms/${slug}/${screen.path}`
  if (choice === 'take-theirs') return c.redirect(here, 303)
  const revision = Number(form.text('revision'))
  if (choice !== 'keep-mine')
    return showConflict(deps, c, screen, mine, await deps.forms.draft(organisationId, slug))
  if (!Number.isSafeInteger(revision)) throw new BadInput('The revision is missing')
  const saved = await deps.forms.saveDraftPart(organisationId, slug, { revision, part: mine }, actorOf(c))
  if (saved.kind === 'saved') return c.redirect(`${here}?saved=1`, 303)
  if (saved.kind === 'refused') throw new BadInput('Your version cannot be saved as it is', saved.problems)
  return showConflict(deps, c, screen, mine, saved.current)
}

/** The officer's own version as it came back from the page: only the keys of this screen. @throws BadInput */
function readMine(text: string, part: PartName): DocumentPart {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BadInput(`Your version did not arrive whole: ${(error as Error).message}`)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new BadInput('Your version did not arrive whole')
  const keys = keysOfPart[part]
  const mine = Object.fromEntries(Object.entries(json).filter(([key]) => (keys as string[]).includes(key)))
  if (Object.keys(mine).length === 0) throw new BadInput('Your version did not arrive whole')
  return mine as DocumentPart
}
