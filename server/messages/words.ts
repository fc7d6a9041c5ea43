import { sayDay } from '../../form-schemas/calendar.ts'
import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { Day } from '../clock.ts'
import { formatPence } from '../money.ts'
import { fitInParts, plainMarks } from './text-parts.ts'

/** One message, said for each channel. */
export interface MessageWords {
  subject: string
  /** Plain text for an e-mail. */
  email: string
  /** For a text message: two parts at most, unless a link or a council's name alone is longer. */
  text: string
}

export interface About {
  /** The council's name. */
  council: string
  language: Language
}

interface PaymentLink extends About {
  whatFor: string
  amountPence: number
  link: string
  /** The last day on which the link works. */
  expiresOn: Day
}

interface Refund extends About {
  reference: string
  amountPence: number
}

interface Receipt extends About {
  whatFor: string
  reference: string
  amountPence: number
  paidOn: Day
}

const partsAtMost = 2

/** Somebody is to pay, and this is where. */
export function paymentLinkWords(given: PaymentLink): MessageWords {
  const { council, whatFor, link, language } = clean(given)
  const amount = formatPence(given.amountPence)
  const day = sayDay(given.expiresOn, language)
  if (language === 'cy') {
    return {
      subject: `${council}: cais am daliad o ${amount}`,
      email: paragraphs(
        `Mae ${council} yn gofyn i chi dalu ${amount}.`,
        `Ar gyfer: ${whatFor}`,
        `Talwch ar-lein:\n${link}`,
        `Mae’r ddolen hon yn gweithio tan ddiwedd ${day}.`,
        'Os nad oeddech yn disgwyl y neges hon, peidiwch â defnyddio’r ddolen. Cysylltwch â’r cyngor.',
      ),
      text: short(whatFor, (what) => `${council}: talwch ${amount} (${what}) erbyn ${day}: ${link}`),
    }
  }
  return {
    subject: `${council}: pay ${amount}`,
    email: paragraphs(
      `${council} has asked you to pay ${amount}.`,
      `What it is for: ${whatFor}`,
      `Pay online:\n${link}`,
      `This link works until the end of ${day}.`,
      'If you did not expect this message, do not use the link. Contact the council.',
    ),
    text: short(whatFor, (what) => `${council}: pay ${amount} (${what}) by ${day}: ${link}`),
  }
}

/** Money is on its way back. Why is between the officer and the records: the reason may say more than a message should. */
export function refundWords(given: Refund): MessageWords {
  const { council, reference, language } = clean(given)
  const amount = formatPence(given.amountPence)
  if (language === 'cy') {
    const when =
      'Fel arfer bydd yr arian yn cyrraedd y cerdyn neu’r cyfrif y gwnaethoch dalu ag ef o fewn 10 diwrnod gwaith.'
    return {
      subject: `${council}: eich ad-daliad`,
      email: paragraphs(`Rydym yn ad-dalu ${amount} i chi.`, `Cyfeirnod: ${reference}`, when, council),
      text: short(
        council,
        (who) => `${who}: rydym yn ad-dalu ${amount} i chi. Cyfeirnod ${reference}. ${when}`,
      ),
    }
  }
  const when = 'It usually reaches the card or account you paid with within 10 working days.'
  return {
    subject: `${council}: your refund`,
    email: paragraphs(`We are refunding ${amount} to you.`, `Reference: ${reference}`, when, council),
    text: short(
      council,
      (who) => `${who}: we are refunding ${amount} to you. Reference ${reference}. ${when}`,
    ),
  }
}

/** A payment has arrived. Not a VAT receipt. */
export function receiptWords(given: Receipt): MessageWords {
  const { council, whatFor, reference, language } = clean(given)
  const amount = formatPence(given.amountPence)
  const day = sayDay(given.paidOn, language)
  if (language === 'cy') {
    return {
      subject: `${council}: rydym wedi derbyn eich taliad`,
      email: paragraphs(
        `Rydym wedi derbyn eich taliad o ${amount}.`,
        `Ar gyfer: ${whatFor}\nCyfeirnod: ${reference}\nDyddiad: ${day}`,
        'Cadwch y neges hon fel cofnod o’ch taliad.',
        council,
      ),
      text: short(
        whatFor,
        (what) =>
          `${council}: rydym wedi derbyn eich taliad o ${amount} (${what}) ar ${day}. Cyfeirnod ${reference}`,
      ),
    }
  }
  return {
    subject: `${council}: we have received your payment`,
    email: paragraphs(
      `We have received your payment of ${amount}.`,
      `What it is for: ${whatFor}\nReference: ${reference}\nDate: ${day}`,
      'Keep this message as a record of your payment.',
      council,
    ),
    text: short(
      whatFor,
      (what) =>
        `${council}: we have received your payment of ${amount} (${what}) on ${day}. Reference ${reference}`,
    ),
  }
}

/** Test messages go to real people through real senders, so each says that it is none to act on. */
export function markTest(words: { subject: string; text: string }, language: Language) {
  const mark = language === 'cy' ? 'PRAWF' : 'TEST'
  return {
    subject: words.subject === '' ? '' : `${mark}: ${words.subject}`,
    text: `${mark}: ${words.text}`,
  }
}

export function paragraphs(...parts: string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** Names and titles come from forms: one line each, and no longer than a line may be. */
export function clean<Given extends About>(given: Given): Given {
  const lines = Object.entries(given).map(([name, value]) =>
    typeof value === 'string' && name !== 'link'
      ? [name, [...cleanLine(value)].slice(0, 200).join('')]
      : [name, value],
  )
  return Object.fromEntries(lines) as Given
}

/** For a text message: the words are cut where the whole would take more than two parts. */
export function short(words: string, write: (words: string) => string): string {
  return fitInParts(plainMarks(words), partsAtMost, (kept) => plainMarks(write(kept)))
}
