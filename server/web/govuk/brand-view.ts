import { type Language, say } from '../../../form-schemas/words.ts'
import type { Brand } from '../../people/index.ts'

/** A brand as templates show it, in one language. */
export interface BrandView {
  /** The name residents see. */
  name: string
  colour: string
  /** Sets `--cf-brand`: pages of residents have no inline style. */
  stylesheet: string
  logo?: { src: string; width: number; height: number }
  footerLinks: { text: string; href: string }[]
  accessibility?: { url: string } | { text: string }
  privacyUrl?: string
  feedbackUrl?: string
  govuk: boolean
}

/** GOV.UK's own colour of the browser's frame (govuk-frontend's page template). */
const govukBlue = '#1d70b8'

/** A logo stands in the header's one line (pixels). */
const highest = 48
const widest = 280

export function brandView(brand: Brand, language: Language): BrandView {
  const { colour, logo, accessibility, privacyUrl, feedbackUrl } = brand
  return {
    name: say(brand.displayName, language),
    colour: brand.govuk ? govukBlue : colour,
    stylesheet: colourStylesheet(colour),
    footerLinks: brand.footerLinks.map(({ text, href }) => ({ text: say(text, language), href })),
    govuk: brand.govuk,
    ...(logo && { logo: { src: `/assets/brands/${brand.id}/${logo.hash}`, ...fitted(logo) } }),
    ...(accessibility && {
      accessibility: 'url' in accessibility ? accessibility : { text: say(accessibility.text, language) },
    }),
    ...(privacyUrl && { privacyUrl }),
    ...(feedbackUrl && { feedbackUrl }),
  }
}

/** Address of the stylesheet for a colour (`#rrggbb`); see brand-assets.ts. */
export function colourStylesheet(colour: string): string {
  return `/assets/brands/colours/${colour.slice(1)}.css`
}

function fitted({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, highest / height, widest / width)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
