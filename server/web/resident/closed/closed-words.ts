import type { Language } from '../../../../form-schemas/words.ts'
import { sayMoment } from '../../../forms/index.ts'
import type { NotOpen } from '../deps.ts'

interface ClosedWords {
  title: Record<NotOpen['kind'], string>
  when: (opening: NotOpen) => string
  /** For who has filled it in. */
  tooLate: { title: string; kept: string; back: string }
}

export const closedWords: Record<Language, ClosedWords> = {
  en: {
    title: {
      'not-yet': 'This form is not open yet',
      closed: 'This form is closed',
      full: 'This form is full',
    },
    when(opening) {
      switch (opening.kind) {
        case 'not-yet':
          return `You can fill it in from ${sayMoment(opening.opens, 'en')}.`
        case 'closed':
          return `It closed at ${sayMoment(opening.closed, 'en')}.`
        case 'full':
          return 'As many people as possible have sent it already.'
      }
    },
    tooLate: {
      title: 'We could not take your form',
      kept: 'Nothing was sent, and no money was taken. Your answers are still here.',
      back: 'Go back to your answers',
    },
  },
  cy: {
    title: {
      'not-yet': 'Nid yw’r ffurflen hon ar agor eto',
      closed: 'Mae’r ffurflen hon wedi cau',
      full: 'Mae’r ffurflen hon yn llawn',
    },
    when(opening) {
      switch (opening.kind) {
        case 'not-yet':
          return `Gallwch ei llenwi o ${sayMoment(opening.opens, 'cy')}.`
        case 'closed':
          return `Caeodd am ${sayMoment(opening.closed, 'cy')}.`
        case 'full':
          return 'Mae cynifer o bobl â phosibl wedi’i hanfon eisoes.'
      }
    },
    tooLate: {
      title: 'Ni allem dderbyn eich ffurflen',
      kept: 'Ni anfonwyd dim, ac ni chymerwyd unrhyw arian. Mae eich atebion yma o hyd.',
      back: 'Mynd yn ôl i’ch atebion',
    },
  },
}
