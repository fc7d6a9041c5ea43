import { sayDay } from '../../form-schemas/calendar.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { Day } from '../clock.ts'
import type { Channel } from './sender.ts'
import { type About, clean, type MessageWords, paragraphs, short } from './words.ts'

interface SavedJourney extends About {
  form: string
  link: string
  /** The last day on which the answers are there. */
  keptUntil: Day
  /** For which they are kept each time the link is used. */
  days: number
}

/** A resident kept a form to come back to, and this is the way back. */
export function savedJourneyWords(given: SavedJourney): MessageWords {
  const { council, form, link, days, language } = clean(given)
  const day = sayDay(given.keptUntil, language)
  if (language === 'cy') {
    return {
      subject: `${council}: parhau â’ch ffurflen`,
      email: paragraphs(
        `Rydych wedi cadw eich atebion i ‘${form}’.`,
        `Parhewch â’r ffurflen:\n${link}`,
        `Byddwn yn cadw eich atebion tan ddiwedd ${day}. Bob tro y defnyddiwch y ddolen, byddwn yn eu cadw am ${days} diwrnod arall.`,
        'Mae’r ddolen hon yn cymryd lle unrhyw ddolen a anfonwyd atoch o’r blaen.',
        'Gall unrhyw un sydd â’r ddolen weld eich atebion. Peidiwch â’i rhannu.',
        council,
      ),
      // Without "â", which would make each part of a text message less than half as long.
      text: short(
        form,
        (what) => `${council}: gorffennwch ‘${what}’ erbyn ${day}. Cadwch y ddolen i chi eich hun: ${link}`,
      ),
    }
  }
  return {
    subject: `${council}: continue your form`,
    email: paragraphs(
      `You have saved your answers to ‘${form}’.`,
      `Continue the form:\n${link}`,
      `We keep your answers until the end of ${day}. Each time you use the link, we keep them for another ${days} ${days === 1 ? 'day' : 'days'}.`,
      'This link takes the place of any link we sent you before.',
      'Anybody who has the link can see your answers. Do not share it.',
      council,
    ),
    text: short(form, (what) => `${council}: continue ‘${what}’ by ${day}. Do not share this link: ${link}`),
  }
}

/** What a resident kept is about to be deleted, unless they come back. */
export function deletionWords(given: SavedJourney): MessageWords {
  const { council, form, link, language } = clean(given)
  const day = sayDay(given.keptUntil, language)
  if (language === 'cy') {
    return {
      subject: `${council}: byddwn yn dileu eich atebion ar ddiwedd ${day}`,
      email: paragraphs(
        `Nid ydych wedi anfon ‘${form}’. Byddwn yn dileu eich atebion ar ddiwedd ${day}.`,
        `I’w cadw, neu i anfon y ffurflen, parhewch â hi:\n${link}`,
        'Mae’r ddolen hon yn cymryd lle unrhyw ddolen a anfonwyd atoch o’r blaen.',
        'Os nad oes arnoch angen y ffurflen mwyach, nid oes rhaid i chi wneud dim.',
        council,
      ),
      text: short(
        form,
        (what) => `${council}: byddwn yn dileu eich atebion i ‘${what}’ ar ddiwedd ${day}. I’w cadw: ${link}`,
      ),
    }
  }
  return {
    subject: `${council}: we will delete your answers at the end of ${day}`,
    email: paragraphs(
      `You have not sent ‘${form}’. We will delete your answers at the end of ${day}.`,
      `To keep them, or to send the form, continue it:\n${link}`,
      'This link takes the place of any link we sent you before.',
      'If you no longer need the form, you do not have to do anything.',
      council,
    ),
    text: short(
      form,
      (what) =>
        `${council}: we will delete your answers to ‘${what}’ at the end of ${day}. To keep them: ${link}`,
    ),
  }
}

const unusable: Record<Channel, Record<Language, string>> = {
  email: {
    en: 'Enter an email address in the correct format, like name@example.com',
    cy: 'Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com',
  },
  text: {
    en: 'Enter a UK mobile number, like 07700 900 982',
    cy: 'Rhowch rif ffôn symudol yn y DU, fel 07700 900 982',
  },
}

/** What to say of an address to which nothing can be sent. */
export function unusableWords(channel: Channel, language: Language): string {
  return unusable[channel][language]
}
