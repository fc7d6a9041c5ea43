import type { Language } from '../../../../form-schemas/words.ts'

interface AccessibilityWords {
  title: string
  about: string
  able: string
  ways: string[]
  standing: { title: string; lines: string[] }
  contact: { title: string; line: string }
  enforcement: { title: string; line: string; advice: string; link: string }
}

/** Where complaints go (EHRC's enforcement; advice from the EASS). */
export const adviceUrl = 'https://www.equalityadvisoryservice.com/'

export const accessibilityWords: Record<Language, AccessibilityWords> = {
  en: {
    title: 'Accessibility statement',
    about:
      'This page is about the online forms at this address. We want as many people as possible to be able to use them.',
    able: 'You should be able to:',
    ways: [
      'zoom in up to 400% without the words spilling off the screen',
      'fill in and pay for every form with a keyboard only',
      'use speech recognition software',
      'listen to every page with a screen reader',
      'use every page without JavaScript',
    ],
    standing: {
      title: 'How accessible these forms are',
      lines: [
        'The forms are made of parts of the GOV.UK Design System, and are tested against the Web Content Accessibility Guidelines version 2.2, level AA.',
        'The council has not published a statement of its own on its forms yet, so this page cannot say whether each of them meets the guidelines in full.',
      ],
    },
    contact: {
      title: 'Tell us about a problem, or ask for another format',
      line: 'If you find a problem, or need a form in large print, easy read or another format, contact the council.',
    },
    enforcement: {
      title: 'If you are not happy with the answer',
      line: 'The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.',
      advice: 'If you are not happy with how the council answers your complaint, contact the',
      link: 'Equality Advisory and Support Service (EASS)',
    },
  },
  cy: {
    title: 'Datganiad hygyrchedd',
    about:
      'Mae’r dudalen hon yn ymwneud â’r ffurflenni ar-lein yn y cyfeiriad hwn. Rydym am i gynifer o bobl â phosibl allu eu defnyddio.',
    able: 'Dylech allu:',
    ways: [
      'chwyddo hyd at 400% heb i’r geiriau fynd oddi ar y sgrin',
      'llenwi pob ffurflen, a thalu amdani, gyda bysellfwrdd yn unig',
      'defnyddio meddalwedd adnabod lleferydd',
      'gwrando ar bob tudalen gyda darllenydd sgrin',
      'defnyddio pob tudalen heb JavaScript',
    ],
    standing: {
      title: 'Pa mor hygyrch yw’r ffurflenni hyn',
      lines: [
        'Mae’r ffurflenni wedi’u gwneud o rannau o System Ddylunio GOV.UK, ac wedi’u profi yn erbyn Canllawiau Hygyrchedd Cynnwys y We fersiwn 2.2, lefel AA.',
        'Nid yw’r cyngor wedi cyhoeddi ei ddatganiad ei hun am ei ffurflenni eto, felly ni all y dudalen hon ddweud a yw pob un ohonynt yn bodloni’r canllawiau’n llawn.',
      ],
    },
    contact: {
      title: 'Rhoi gwybod am broblem, neu ofyn am fformat arall',
      line: 'Os dewch o hyd i broblem, neu os oes angen ffurflen arnoch mewn print bras, ar ffurf hawdd ei deall neu mewn fformat arall, cysylltwch â’r cyngor.',
    },
    enforcement: {
      title: 'Os nad ydych yn fodlon ar yr ateb',
      line: 'Y Comisiwn Cydraddoldeb a Hawliau Dynol (EHRC) sy’n gyfrifol am orfodi Rheoliadau Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Chymwysiadau Symudol) (Rhif 2) 2018.',
      advice: 'Os nad ydych yn fodlon ar sut y mae’r cyngor yn ateb eich cwyn, cysylltwch â’r',
      link: 'Gwasanaeth Cynghori a Chymorth Cydraddoldeb (EASS)',
    },
  },
}
