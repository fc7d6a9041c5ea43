import type { Language } from '../../../../form-schemas/words.ts'
import type { Channel } from '../../../messages/index.ts'

/** Where a link can be sent, as the field asks for it. */
export type Asks = Channel | 'either'

interface ShareWords {
  title: string
  what: (amount: string) => string
  label: Record<Asks, string>
  hint: string
  send: string
  wrong: Record<Asks, string>
  wrongEmail: string
  wrongMobile: string
  card: string
  tooMany: string
  payYourself: string
  titles: Record<'queued' | 'sent' | 'given-up', string>
  sentTo: Record<'queued' | 'sent' | 'given-up', (to: string) => string>
  works: (amount: string, day: string) => string
  afterwards: string
  over: Record<'expired' | 'withdrawn', string>
  sendAnother: string
  reference: string
}

export const shareWords: Record<Language, ShareWords> = {
  en: {
    title: 'Ask someone else to pay',
    what: (amount) =>
      `We will send them a link to pay ${amount}. They will see what it is for and your reference, and none of your answers.`,
    label: {
      either: 'Email address or UK mobile number of the person who will pay',
      email: 'Email address of the person who will pay',
      text: 'UK mobile number of the person who will pay',
    },
    hint: 'We only use it to send this link.',
    send: 'Send the link',
    wrong: {
      either: 'Enter an email address or a UK mobile number',
      email: 'Enter an email address',
      text: 'Enter a UK mobile number',
    },
    wrongEmail: 'Enter an email address in the correct format, like name@example.com',
    wrongMobile: 'Enter a UK mobile number, like 07700 900 982',
    card: 'This looks like a card number. Enter where to send the link, never a card number.',
    tooMany: 'You have sent as many links as you can. Ask the person to use the last one, or pay yourself.',
    payYourself: 'Pay yourself instead',
    titles: {
      queued: 'We are sending the link',
      sent: 'We have sent the link',
      'given-up': 'We could not send the link',
    },
    sentTo: {
      queued: (to) => `A link to pay is on its way to ${to}.`,
      sent: (to) => `We have sent a link to pay to ${to}.`,
      'given-up': (to) => `The link could not be sent to ${to}. Check the address and send a new link.`,
    },
    works: (amount, day) => `They can pay ${amount} with it until the end of ${day}.`,
    afterwards:
      'You do not need to do anything else. When it is paid, we will have your form. You can keep the address of this page and come back to see whether it is paid.',
    over: {
      expired: 'The link you sent has expired. You can send a new one.',
      withdrawn: 'The council has taken the link back. You can send a new one.',
    },
    sendAnother: 'Send a new link',
    reference: 'Your reference is',
  },
  cy: {
    title: 'Gofyn i rywun arall dalu',
    what: (amount) =>
      `Byddwn yn anfon dolen atynt i dalu ${amount}. Byddant yn gweld ar gyfer beth y mae a’ch cyfeirnod, a dim un o’ch atebion.`,
    label: {
      either: 'Cyfeiriad e-bost neu rif ffôn symudol y DU y sawl a fydd yn talu',
      email: 'Cyfeiriad e-bost y sawl a fydd yn talu',
      text: 'Rhif ffôn symudol y DU y sawl a fydd yn talu',
    },
    hint: 'Dim ond i anfon y ddolen hon y byddwn yn ei ddefnyddio.',
    send: 'Anfon y ddolen',
    wrong: {
      either: 'Rhowch gyfeiriad e-bost neu rif ffôn symudol y DU',
      email: 'Rhowch gyfeiriad e-bost',
      text: 'Rhowch rif ffôn symudol y DU',
    },
    wrongEmail: 'Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com',
    wrongMobile: 'Rhowch rif ffôn symudol y DU, fel 07700 900 982',
    card: 'Mae hwn yn edrych fel rhif cerdyn. Rhowch i ble i anfon y ddolen, byth rhif cerdyn.',
    tooMany:
      'Rydych wedi anfon cynifer o ddolenni ag y gallwch. Gofynnwch i’r person ddefnyddio’r un olaf, neu talwch eich hun.',
    payYourself: 'Talu eich hun yn lle hynny',
    titles: {
      queued: 'Rydym yn anfon y ddolen',
      sent: 'Rydym wedi anfon y ddolen',
      'given-up': 'Nid oeddem yn gallu anfon y ddolen',
    },
    sentTo: {
      queued: (to) => `Mae dolen i dalu ar ei ffordd i ${to}.`,
      sent: (to) => `Rydym wedi anfon dolen i dalu i ${to}.`,
      'given-up': (to) =>
        `Nid oedd modd anfon y ddolen i ${to}. Gwiriwch y cyfeiriad ac anfonwch ddolen newydd.`,
    },
    works: (amount, day) => `Gallant dalu ${amount} gyda hi tan ddiwedd ${day}.`,
    afterwards:
      'Nid oes angen ichi wneud dim arall. Pan fydd wedi’i thalu, bydd eich ffurflen gennym. Gallwch gadw cyfeiriad y dudalen hon a dod yn ôl i weld a yw wedi’i thalu.',
    over: {
      expired: 'Mae’r ddolen a anfonwyd gennych wedi dod i ben. Gallwch anfon un newydd.',
      withdrawn: 'Mae’r cyngor wedi tynnu’r ddolen yn ôl. Gallwch anfon un newydd.',
    },
    sendAnother: 'Anfon dolen newydd',
    reference: 'Eich cyfeirnod yw',
  },
}
