import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { differencesByPart, type PartDifferences } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, type FieldProblem, showPage } from '../page.ts'
import { allow } from '../session.ts'

/** Everything that was ever published: who, when, why and for what, and how any two differ. */
export function versionsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/versions', allow('forms.read'), async (c) => {
    const organisation = c.get('organisation')
    const slug = c.req.param('slug')
    const draft = await deps.forms.draft(organisation.id, slug)
    const [versions, live, unpublished] = await Promise.all([
      deps.forms.versions(organisation.id, slug),
      deps.forms.liveVersion(organisation.slug, slug),
      deps.forms.publications.unpublished(organisation.id, slug),
    ])
    const documentOf = async (chosen: string) => {
      if (chosen === 'draft') return draft.document
      const version = versions.find(({ number }) => String(number) === chosen)
      return version && (await deps.forms.version(version.id)).document
    }
    const [
      from = String(versions[1]?.number ?? versions[0]?.number ?? ''),
      to = String(versions[0]?.number ?? ''),
    ] = [c.req.query('from'), c.req.query('to')]
    const asked = c.req.query('from') !== undefined || c.req.query('to') !== undefined
    const problems: FieldProblem[] = []
    let differences: PartDifferences[] | undefined
    if (asked) {
      const [before, after] = [await documentOf(from), await documentOf(to)]
      if (before && after) differences = differencesByPart(before, after)
      else problems.push({ field: before ? 'to' : 'from', message: 'Select two versions of this form' })
    }
    const nameOf = await actorNames(
      deps,
      organisation.id,
      versions.map(({ publishedBy }) => publishedBy),
    )
    const newest = versions.find(({ id }) => id === live?.versionId)
    return showPage(
      deps,
      c,
      'versions/versions',
      {
        title: 'Versions',
        section: 'forms',
        backHref: `/officer/forms/${slug}`,
        backText: say(draft.document.title),
        slug,
        versions: versions.map((version) => ({
          ...version,
          by: nameOf(version.publishedBy),
          isLive: version === newest && !unpublished,
          isTakenBack: version === newest && unpublished !== undefined,
        })),
        choices: [
          ...versions.map(({ number }) => choice(String(number))),
          { value: 'draft', text: 'The draft' },
        ],
        from,
        to,
        fromName: choice(from).text,
        toName: choice(to).text,
        differences,
        mayPublish: can(c.get('officer'), 'forms.publish'),
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  })
  return app
}

const choice = (value: string) => ({ value, text: value === 'draft' ? 'The draft' : `Version ${value}` })
