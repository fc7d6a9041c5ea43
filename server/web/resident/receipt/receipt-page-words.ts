import type { Language } from '../../../../form-schemas/words.ts'

interface ReceiptPageWords {
  download: string
  print: string
  back: string
  elsewhere: { title: string; lines: string[] }
}

export const receiptPageWords: Record<Language, ReceiptPageWords> = {
  en: {
    download: 'Download this receipt (PDF)',
    print: 'You can also print this page.',
    back: 'Back to your confirmation',
    elsewhere: {
      title: 'Open this receipt where you filled in the form',
      lines: [
        'A receipt has the name of the person who paid. To keep it private, we only show it in the browser the form was filled in with, for 20 hours.',
        'If you gave an email address, we have sent the receipt there. The council can send you another one if you tell it your reference number.',
      ],
    },
  },
  cy: {
    download: 'Lawrlwytho’r dderbynneb hon (PDF)',
    print: 'Gallwch hefyd argraffu’r dudalen hon.',
    back: 'Yn ôl i’ch cadarnhad',
    elsewhere: {
      title: 'Agorwch y dderbynneb hon lle llenwoch y ffurflen',
      lines: [
        'Mae enw’r sawl a dalodd ar dderbynneb. I’w chadw’n breifat, dim ond yn y porwr y llenwyd y ffurflen ynddo y byddwn yn ei dangos, am 20 awr.',
        'Os rhoesoch gyfeiriad e-bost, rydym wedi anfon y dderbynneb yno. Gall y cyngor anfon un arall atoch os rhowch eich cyfeirnod iddo.',
      ],
    },
  },
}
