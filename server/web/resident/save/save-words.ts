import type { Language } from '../../../../form-schemas/words.ts'
import type { Channel } from '../../../messages/index.ts'

type Asks = Channel | 'either'

interface SaveWords {
  title: string
  what: (days: number) => string
  unsaved: string
  label: Record<Asks, string>
  hint: string
  send: string
  goOn: string
  tooMany: string
  sent: {
    title: string
    went: Record<Channel, string>
    kept: (day: string) => string
    missing: Record<Channel, string>
    private: string
    goOn: string
    again: string
    leave: string
  }
}

export const saveWords: Record<Language, SaveWords> = {
  en: {
    title: 'Save and come back later',
    what: (days) =>
      `We will send you a link to your answers, so that you can go on with them later or on another device. We keep them for ${days === 1 ? '1 day' : `${days} days`}, and for as long again each time you use the link.`,
    unsaved:
      'What you typed on the last page was not complete, so it is not saved. We will ask you for it again when you come back.',
    label: {
      either: 'Your email address or UK mobile number',
      email: 'Your email address',
      text: 'Your UK mobile number',
    },
    hint: 'We only use it to send you the link and to remind you before your answers are deleted.',
    send: 'Save and send me the link',
    goOn: 'Go on with the form instead',
    tooMany: 'You have asked for as many links as you can in an hour. Use the last one we sent you.',
    sent: {
      title: 'Your answers are saved',
      went: {
        email: 'We have sent an email with a link to the address you gave.',
        text: 'We have sent a text message with a link to the number you gave.',
      },
      kept: (day) => `Use the link by the end of ${day}. After that, your answers are deleted.`,
      missing: {
        email: 'If it does not come within a few minutes, look in your junk folder or send it again.',
        text: 'If it does not come within a few minutes, check the number and send it again.',
      },
      private: 'Whoever has the link can see your answers. Do not share it.',
      goOn: 'Go on with the form now',
      again: 'Send another link',
      leave: 'Leave the form on this device',
    },
  },
  cy: {
    title: 'Cadw a dod yn ôl yn nes ymlaen',
    what: (days) =>
      `Byddwn yn anfon dolen i’ch atebion atoch, er mwyn ichi allu parhau â nhw yn nes ymlaen neu ar ddyfais arall. Byddwn yn eu cadw am ${days} diwrnod, ac am yr un faint eto bob tro y defnyddiwch y ddolen.`,
    unsaved:
      'Nid oedd yr hyn a deipioch ar y dudalen ddiwethaf yn gyflawn, felly nid yw wedi’i gadw. Byddwn yn gofyn ichi amdano eto pan ddewch yn ôl.',
    label: {
      either: 'Eich cyfeiriad e-bost neu’ch rhif ffôn symudol y DU',
      email: 'Eich cyfeiriad e-bost',
      text: 'Eich rhif ffôn symudol y DU',
    },
    hint: 'Dim ond i anfon y ddolen atoch ac i’ch atgoffa cyn i’ch atebion gael eu dileu y byddwn yn ei ddefnyddio.',
    send: 'Cadw ac anfon y ddolen ataf',
    goOn: 'Parhau â’r ffurflen yn lle hynny',
    tooMany:
      'Rydych wedi gofyn am gynifer o ddolenni ag y gallwch mewn awr. Defnyddiwch yr un olaf a anfonwyd atoch.',
    sent: {
      title: 'Mae eich atebion wedi’u cadw',
      went: {
        email: 'Rydym wedi anfon e-bost gyda dolen i’r cyfeiriad a roesoch.',
        text: 'Rydym wedi anfon neges destun gyda dolen i’r rhif a roesoch.',
      },
      kept: (day) => `Defnyddiwch y ddolen erbyn diwedd ${day}. Ar ôl hynny, caiff eich atebion eu dileu.`,
      missing: {
        email: 'Os na ddaw o fewn ychydig funudau, edrychwch yn eich ffolder sothach neu anfonwch hi eto.',
        text: 'Os na ddaw o fewn ychydig funudau, gwiriwch y rhif ac anfonwch hi eto.',
      },
      private: 'Gall unrhyw un sydd â’r ddolen weld eich atebion. Peidiwch â’i rhannu.',
      goOn: 'Parhau â’r ffurflen nawr',
      again: 'Anfon dolen arall',
      leave: 'Gadael y ffurflen ar y ddyfais hon',
    },
  },
}
