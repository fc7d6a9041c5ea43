import type { Language } from '../../../../form-schemas/words.ts'
import type { PaymentRequest } from '../deps.ts'

type Over = Exclude<PaymentRequest['state'], 'alive'>

interface PayLinkWords {
  title: (amount: string) => string
  asked: (council: string) => string
  whatFor: string
  reference: string
  pay: string
  until: (day: string) => string
  unexpected: string
  over: Record<Over, { title: string; lines: string[] }>
}

/** `{day}`: the last day on which the link worked. */
export const payLinkWords: Record<Language, PayLinkWords> = {
  en: {
    title: (amount) => `Pay ${amount}`,
    asked: (council) => `You have been asked to pay ${council}.`,
    whatFor: 'What it is for',
    reference: 'Reference',
    pay: 'Continue to payment',
    until: (day) => `You can pay with this link until the end of ${day}.`,
    unexpected: 'If you did not expect to be asked for this payment, do not pay. Contact the council.',
    over: {
      paid: {
        title: 'This has been paid',
        lines: [
          'The payment has been made. You do not need to do anything, and this link cannot be used again.',
        ],
      },
      expired: {
        title: 'This link has expired',
        lines: [
          'You could pay with it until the end of {day}. No money was taken.',
          'Ask the person who asked you to pay to send a new link.',
        ],
      },
      replaced: {
        title: 'There is a newer link',
        lines: [
          'A new link has been sent, and this one no longer works. No money was taken.',
          'Use the link in the most recent message. If you did not get one, ask the person who asked you to pay.',
        ],
      },
      withdrawn: {
        title: 'This link has been taken back',
        lines: [
          'The council no longer asks for payment with this link. No money was taken.',
          'If you think you should still pay, ask the person who asked you to pay.',
        ],
      },
    },
  },
  cy: {
    title: (amount) => `Talu ${amount}`,
    asked: (council) => `Gofynnwyd ichi dalu ${council}.`,
    whatFor: 'Ar gyfer beth y mae',
    reference: 'Cyfeirnod',
    pay: 'Parhau i dalu',
    until: (day) => `Gallwch dalu gyda’r ddolen hon tan ddiwedd ${day}.`,
    unexpected: 'Os nad oeddech yn disgwyl cais am y taliad hwn, peidiwch â thalu. Cysylltwch â’r cyngor.',
    over: {
      paid: {
        title: 'Mae hyn wedi’i dalu',
        lines: [
          'Mae’r taliad wedi’i wneud. Nid oes angen ichi wneud dim, ac ni ellir defnyddio’r ddolen hon eto.',
        ],
      },
      expired: {
        title: 'Mae’r ddolen hon wedi dod i ben',
        lines: [
          'Gallech dalu gyda hi tan ddiwedd {day}. Ni chymerwyd unrhyw arian.',
          'Gofynnwch i’r sawl a ofynnodd ichi dalu anfon dolen newydd.',
        ],
      },
      replaced: {
        title: 'Mae dolen fwy newydd',
        lines: [
          'Mae dolen newydd wedi’i hanfon, ac nid yw’r un hon yn gweithio mwyach. Ni chymerwyd unrhyw arian.',
          'Defnyddiwch y ddolen yn y neges ddiweddaraf. Os na chawsoch un, gofynnwch i’r sawl a ofynnodd ichi dalu.',
        ],
      },
      withdrawn: {
        title: 'Mae’r ddolen hon wedi’i thynnu’n ôl',
        lines: [
          'Nid yw’r cyngor yn gofyn am daliad gyda’r ddolen hon mwyach. Ni chymerwyd unrhyw arian.',
          'Os ydych yn meddwl y dylech dalu o hyd, gofynnwch i’r sawl a ofynnodd ichi dalu.',
        ],
      },
    },
  },
}
