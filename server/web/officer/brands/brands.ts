import { Hono } from 'hono'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import {
  darkEnough,
  largestLogo,
  mayLookLikeGovuk,
  mostFooterLinks,
  readColour,
} from '../../../people/index.ts'
import { type BrandView, brandView } from '../../govuk/brand-view.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import {
  type BrandBoxes,
  boxesApart,
  boxesOf,
  boxProblems,
  readBoxes,
  shownAgain,
  typedBrand,
} from './brand-boxes.ts'

const path = '/officer/brands'

/** How residents' pages look: names, logos and colours, and what stands at their foot. */
export function brandsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const brands = () => deps.people.brands

  async function asked(c: OfficerContext) {
    const name = c.req.param('name')
    const brand = (await brands().of(c.get('organisation').id)).find((one) => one.name === name)
    if (!brand) throw new NotFound('There is no such brand')
    return brand
  }

  function showBoxes(
    c: OfficerContext,
    about: {
      title: string
      action: string
      boxes: BrandBoxes
      name?: string
      seen?: string
      view?: BrandView
    },
    problems: FieldProblem[] = [],
  ) {
    const { boxes, view } = about
    const colour = readColour(boxes.colour ?? '')
    const context = {
      ...about,
      boxes: shownAgain(boxes),
      section: 'brands',
      backHref: path,
      backText: 'Brands',
      notice: noticeOf(c),
      links: Array.from({ length: mostFooterLinks }, (_, at) => at),
      govukAllowed: mayLookLikeGovuk(deps.baseUrl) || boxes.govuk === 'yes',
      largestLogoKb: largestLogo / 1024,
      // What was typed cannot be saved as it is, so the preview shows what could be.
      previews: colour && view ? [{ ...view, colour: darkEnough(colour) }] : [],
      ...errorContext(problems),
    }
    return showPage(deps, c, 'brands/brand', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/brands', allow('brands.manage'), async (c) => {
    const all = await brands().of(c.get('organisation').id)
    const context = {
      title: 'Brands',
      section: 'brands',
      notice: noticeOf(c),
      previews: all.map((brand) => ({ ...brandView(brand, 'en'), key: brand.name })),
    }
    return showPage(deps, c, 'brands/brands', context)
  })

  const newBrand = { title: 'Add a brand', action: path }

  app.get('/brands/new', allow('brands.manage'), (c) => showBoxes(c, { ...newBrand, boxes: {}, name: '' }))

  app.post('/brands', allow('brands.manage'), async (c) => {
    const form = await readForm(c)
    const boxes = readBoxes(form)
    const name = form.text('name').trim()
    try {
      await brands().add(c.get('organisation').id, name, typedBrand(boxes), actorOf(c))
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      return showBoxes(c, { ...newBrand, boxes, name }, boxProblems(error.problems))
    }
    return c.redirect(`${path}/${name}?added`, 303)
  })

  async function showBrand(c: OfficerContext, problems: FieldProblem[] = [], typed?: BrandBoxes) {
    const brand = await asked(c)
    const about = {
      title: `Brand ‘${brand.name}’`,
      action: `${path}/${brand.name}`,
      boxes: typed ?? boxesOf(brand),
      seen: brand.updatedAt.toISOString(),
      view: brandView(brand, 'en'),
    }
    return showBoxes(c, about, problems)
  }

  app.get('/brands/:name', allow('brands.manage'), (c) => showBrand(c))

  app.post('/brands/:name', allow('brands.manage'), async (c) => {
    const brand = await asked(c)
    const form = await readForm(c)
    const boxes = readBoxes(form)
    const organisationId = c.get('organisation').id
    try {
      await brands().change(organisationId, brand.name, typedBrand(boxes), form.text('seen'), actorOf(c))
    } catch (error) {
      if (error instanceof BadInput) return showBrand(c, boxProblems(error.problems), boxes)
      if (error instanceof Conflict) return showBrand(c, boxesApart(boxes, boxesOf(await asked(c))), boxes)
      throw error
    }
    return c.redirect(`${path}/${brand.name}?saved`, 303)
  })

  app.post('/brands/:name/logo', allow('brands.manage'), async (c) => {
    const { name } = await asked(c)
    const organisationId = c.get('organisation').id
    const form = await readForm(c)
    if (form.text('action') === 'remove') {
      await brands().removeLogo(organisationId, name, actorOf(c))
      return c.redirect(`${path}/${name}?logo-removed`, 303)
    }
    const file = form.file('logo')
    if (!file) return showBrand(c, [{ field: 'logo', message: 'Choose a picture' }])
    try {
      await brands().setLogo(organisationId, name, new Uint8Array(await file.arrayBuffer()), actorOf(c))
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      return showBrand(c, boxProblems(error.problems))
    }
    return c.redirect(`${path}/${name}?logo-set`, 303)
  })
  return app
}

/** What was done, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('added') !== undefined) return 'The brand is added. Forms can now name it.'
  if (c.req.query('saved') !== undefined) return 'Saved. Residents see it within a few seconds.'
  if (c.req.query('logo-set') !== undefined) return 'The logo is in use.'
  if (c.req.query('logo-removed') !== undefined) return 'The logo is removed. Residents see the name instead.'
  return undefined
}
