import type { Language } from '../../../../form-schemas/words.ts'

interface Part {
  title: string
  lines: string[]
}

interface PrivacyWords {
  title: string
  responsible: (council: string) => string
  during: Part
  saved: Part
  after: Part & { kept: string[]; howLong: string }
  days: (days: number) => string
  noTime: string
  paying: Part
  rights: Part
}

export const privacyWords: Record<Language, PrivacyWords> = {
  en: {
    title: 'Privacy',
    responsible: (council) =>
      `${council} is responsible for what you tell us on these forms. This page says what the forms keep, and for how long.`,
    during: {
      title: 'While you fill in a form',
      lines: [
        'Your answers are kept on our server as you go, for up to 20 hours. If you do not send the form in that time, they are deleted.',
        'One cookie keeps your place in the form. It holds a random code and nothing about you. It ends after 20 hours. We do not use cookies to follow what you do.',
      ],
    },
    saved: {
      title: 'If you save a form and come back later',
      lines: [
        'Your answers are kept until the day we tell you when you save them. Your email address or mobile number is only used to send you the link and to remind you before your answers are deleted. It is forgotten when you send the form, or when your answers are deleted.',
      ],
    },
    after: {
      title: 'After you send a form',
      lines: ['We keep:'],
      kept: [
        'the answers you sent, and when you sent them',
        'your reference number',
        'what you were charged and whether it was paid, if there was a payment',
        'a record of what we passed on to the team that deals with your request',
      ],
      howLong:
        'The council has set how long it needs the answers to each form. It keeps records of payments for longer, because the law on public money says that it must.',
    },
    days: (days) => (days === 1 ? '1 day' : `${days} days`),
    noTime: 'No time has been set for this form. Ask the council.',
    paying: {
      title: 'When you pay',
      lines: [
        'You pay on the page of a payment company. We never see or keep your card number. We tell the company the amount, the reference, what the payment is for, and your email address if you gave it.',
      ],
    },
    rights: {
      title: 'Your rights',
      lines: [
        'You can ask the council for a copy of what it keeps about you, and ask it to correct or delete it.',
      ],
    },
  },
  cy: {
    title: 'Preifatrwydd',
    responsible: (council) =>
      `${council} sy’n gyfrifol am yr hyn a ddywedwch wrthym ar y ffurflenni hyn. Mae’r dudalen hon yn dweud beth y mae’r ffurflenni’n ei gadw, ac am ba hyd.`,
    during: {
      title: 'Wrth ichi lenwi ffurflen',
      lines: [
        'Cedwir eich atebion ar ein gweinydd wrth ichi fynd ymlaen, am hyd at 20 awr. Os na fyddwch yn anfon y ffurflen yn yr amser hwnnw, byddant yn cael eu dileu.',
        'Mae un cwci yn cadw eich lle yn y ffurflen. Mae’n dal cod ar hap a dim byd amdanoch chi. Daw i ben ar ôl 20 awr. Nid ydym yn defnyddio cwcis i ddilyn yr hyn a wnewch.',
      ],
    },
    saved: {
      title: 'Os byddwch yn cadw ffurflen ac yn dod yn ôl yn nes ymlaen',
      lines: [
        'Cedwir eich atebion tan y diwrnod a ddywedwn wrthych pan fyddwch yn eu cadw. Dim ond i anfon y ddolen atoch, ac i’ch atgoffa cyn i’ch atebion gael eu dileu, y defnyddir eich cyfeiriad e-bost neu’ch rhif ffôn symudol. Caiff ei anghofio pan fyddwch yn anfon y ffurflen, neu pan gaiff eich atebion eu dileu.',
      ],
    },
    after: {
      title: 'Ar ôl ichi anfon ffurflen',
      lines: ['Rydym yn cadw:'],
      kept: [
        'yr atebion a anfonwyd gennych, a phryd',
        'eich cyfeirnod',
        'yr hyn a godwyd arnoch ac a gafodd ei dalu, os oedd taliad',
        'cofnod o’r hyn a roesom i’r tîm sy’n ymdrin â’ch cais',
      ],
      howLong:
        'Mae’r cyngor wedi pennu am ba hyd y mae angen yr atebion i bob ffurflen arno. Mae’n cadw cofnodion taliadau yn hirach, am fod y gyfraith ar arian cyhoeddus yn dweud bod yn rhaid iddo.',
    },
    days: (days) => `${days} diwrnod`,
    noTime: 'Nid oes amser wedi’i bennu ar gyfer y ffurflen hon. Gofynnwch i’r cyngor.',
    paying: {
      title: 'Pan fyddwch yn talu',
      lines: [
        'Rydych yn talu ar dudalen cwmni talu. Nid ydym byth yn gweld nac yn cadw rhif eich cerdyn. Rydym yn rhoi i’r cwmni y swm, y cyfeirnod, ar gyfer beth y mae’r taliad, a’ch cyfeiriad e-bost os rhoesoch ef.',
      ],
    },
    rights: {
      title: 'Eich hawliau',
      lines: [
        'Gallwch ofyn i’r cyngor am gopi o’r hyn y mae’n ei gadw amdanoch, a gofyn iddo ei gywiro neu ei ddileu.',
      ],
    },
  },
}
