import type { Language } from '../../../../form-schemas/words.ts'

type Over = 'expired' | 'replaced' | 'sent' | 'unknown'

interface ResumeWords {
  alive: { title: string; lines: (form: string, day: string) => string[]; button: string }
  over: Record<Over, { title: string; lines: string[] }>
  startAgain: string
}

export const resumeWords: Record<Language, ResumeWords> = {
  en: {
    alive: {
      title: 'Go on with your form',
      lines: (form, day) => [
        `You saved your answers to ‘${form}’. We keep them until the end of ${day}, and for longer once you go on with them.`,
        'If the form is open on another device, it stops there.',
      ],
      button: 'Go on with the form',
    },
    over: {
      expired: {
        title: 'This link has expired',
        lines: [
          'We kept your answers for as long as we told you, then deleted them to protect your information.',
        ],
      },
      replaced: {
        title: 'There is a newer link',
        lines: [
          'This link no longer works, because we have sent you a newer one. Use the link in the last message we sent you.',
        ],
      },
      sent: {
        title: 'You have already sent this form',
        lines: ['We have received it. There is nothing more to fill in.'],
      },
      unknown: {
        title: 'This link does not work',
        lines: [
          'Check that you have opened the whole link, as it is in the last message we sent you. Links in earlier messages stop working.',
          'We keep saved answers until the day in that message, then delete them.',
        ],
      },
    },
    startAgain: 'Start the form again',
  },
  cy: {
    alive: {
      title: 'Parhau â’ch ffurflen',
      lines: (form, day) => [
        `Rydych wedi cadw eich atebion i ‘${form}’. Byddwn yn eu cadw tan ddiwedd ${day}, ac am fwy o amser pan fyddwch yn parhau â nhw.`,
        'Os yw’r ffurflen ar agor ar ddyfais arall, bydd yn dod i ben yno.',
      ],
      button: 'Parhau â’r ffurflen',
    },
    over: {
      expired: {
        title: 'Mae’r ddolen hon wedi dod i ben',
        lines: [
          'Gwnaethom gadw eich atebion am yr amser a ddywedwyd wrthych, yna eu dileu i ddiogelu eich gwybodaeth.',
        ],
      },
      replaced: {
        title: 'Mae dolen fwy newydd',
        lines: [
          'Nid yw’r ddolen hon yn gweithio mwyach, am ein bod wedi anfon un fwy newydd atoch. Defnyddiwch y ddolen yn y neges ddiwethaf a anfonwyd atoch.',
        ],
      },
      sent: {
        title: 'Rydych eisoes wedi anfon y ffurflen hon',
        lines: ['Rydym wedi’i derbyn. Nid oes dim arall i’w lenwi.'],
      },
      unknown: {
        title: 'Nid yw’r ddolen hon yn gweithio',
        lines: [
          'Gwiriwch eich bod wedi agor y ddolen gyfan, fel y mae yn y neges ddiwethaf a anfonwyd atoch. Mae dolenni mewn negeseuon cynharach yn peidio â gweithio.',
          'Rydym yn cadw atebion tan y diwrnod yn y neges honno, yna’n eu dileu.',
        ],
      },
    },
    startAgain: 'Dechrau’r ffurflen eto',
  },
}
