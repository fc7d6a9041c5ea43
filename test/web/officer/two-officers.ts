import { libraryForms } from '../../../form-schemas/library/index.ts'
import { type Browser, fieldsOf, openOffice } from './an-office.ts'

export const bulkyWaste = libraryForms().find(({ slug }) => slug === 'bulky-waste')!
export const prices = (slug: string) => `/officer/forms/${slug}/prices`

/** Two officers who may do everything, in one office. */
export async function twoOfficers() {
  const office = await openOffice()
  const [ada, ben] = [await office.signIn(['admin']), await office.signIn(['admin'])]

  return {
    office,
    ada,
    ben,
    /** A fresh copy of bulky waste; gives its slug. */
    async makeForm(): Promise<string> {
      const made = await ada.post('/officer/forms', { library: 'bulky-waste' })
      const slug = /^\/officer\/forms\/([\w-]+)/.exec(made.headers.get('location') ?? '')?.[1]
      if (!slug) throw new Error(`No form was made: ${made.status}`)
      return slug
    },
    draft: (slug: string) => office.house.forms.draft(office.organisation.id, slug),
    /** The prices page as a browser sees it, with what its form would post. */
    async pricesForm(slug: string, browser: Browser = ada) {
      const html = await (await browser.get(prices(slug))).text()
      return { html, fields: fieldsOf(html, prices(slug)) }
    },
  }
}

export type TwoOfficers = Awaited<ReturnType<typeof twoOfficers>>
