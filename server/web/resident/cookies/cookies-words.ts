import type { Language } from '../../../../form-schemas/words.ts'

interface CookiesWords {
  title: string
  what: string
  caption: string
  columns: [name: string, purpose: string, ends: string]
  row: [name: string, purpose: string, ends: string]
  others: string
  payment: string
}

export const cookiesWords: Record<Language, CookiesWords> = {
  en: {
    title: 'Cookies',
    what: 'Cookies are small files that a website saves on your phone, tablet or computer. These forms use one cookie, which they need to work.',
    caption: 'The cookie we need',
    columns: ['Name', 'What it is for', 'When it ends'],
    row: [
      'journey',
      'Keeps your place in a form. It holds a random code and nothing about you.',
      '20 hours after you last began or opened the form',
    ],
    others: 'We do not use cookies to count visits, to advertise or to follow what you do.',
    payment:
      'If you pay, you do so on the website of a payment company. It uses cookies of its own, which it tells you about there.',
  },
  cy: {
    title: 'Cwcis',
    what: 'Ffeiliau bach y mae gwefan yn eu cadw ar eich ffôn, eich llechen neu’ch cyfrifiadur yw cwcis. Mae’r ffurflenni hyn yn defnyddio un cwci, sydd ei angen arnynt i weithio.',
    caption: 'Y cwci sydd ei angen arnom',
    columns: ['Enw', 'Ei ddiben', 'Pryd y daw i ben'],
    row: [
      'journey',
      'Cadw eich lle mewn ffurflen. Mae’n dal cod ar hap a dim byd amdanoch chi.',
      '20 awr ar ôl ichi ddechrau neu agor y ffurflen ddiwethaf',
    ],
    others: 'Nid ydym yn defnyddio cwcis i gyfrif ymweliadau, i hysbysebu nac i ddilyn yr hyn a wnewch.',
    payment:
      'Os byddwch yn talu, byddwch yn gwneud hynny ar wefan cwmni talu. Mae’n defnyddio ei gwcis ei hun, ac mae’n dweud wrthych amdanynt yno.',
  },
}
