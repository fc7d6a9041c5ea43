import type { Language } from '../../../form-schemas/words.ts'

/** The service's own words on residents' pages. An officer's words come from the form document. */
const en = {
  accessibility: 'Accessibility statement',
  change: 'Change',
  checkYourAnswers: 'Check your answers',
  continue: 'Continue',
  continueToPayment: 'Continue to payment',
  askSomeoneElse: 'Ask someone else to pay',
  acceptAndSend: 'Accept and send',
  acceptAndPay: 'Accept and continue to payment',
  cookies: 'Cookies',
  declaration: 'Declaration',
  errorSummary: 'There is a problem',
  no: 'No',
  notProvided: 'Not provided',
  privacy: 'Privacy',
  remove: 'Remove',
  saveForLater: 'Save and come back later',
  startNow: 'Start now',
  total: 'Total',
  whatYouPay: 'What you will pay',
  whyThisPrice: 'Why this price',
  yes: 'Yes',
  addAnother: 'Do you need to add another?',
  addFirst: 'Do you want to add one?',
  chooseYesOrNo: 'Select yes if you need to add another',
  nothingAdded: 'You have not added any yet.',
  changedElsewhere: 'This was changed in another window. Check that it is still right, then continue',
  mostAdded: (most: number) => `You have added ${most}, which is the most you can.`,
  fewestNeeded: (least: number) => `Add ${least} or more`,
  removeQuestion: (name: string) => `Are you sure you want to remove ${name}?`,
  removeChoose: (name: string) => `Select yes if you want to remove ${name}`,
  /** On the confirmation of a form that an officer has filled in for somebody. */
  filledInFor: {
    tell: 'You filled this in for somebody. Give them the reference number.',
    record: 'See the submission',
    another: 'Fill in another form',
  },
  /** Said on every page that an officer fills in for somebody. */
  assisted: {
    telephone: {
      tag: 'Telephone',
      text: 'You are filling in this form for a caller. Never type card details here.',
      leave: 'Choose another form',
    },
    counter: {
      tag: 'Counter',
      text: 'You are filling in this form for somebody at the counter. Never type card details here.',
      leave: 'Choose another form',
    },
  },
}

export type Wording = typeof en

const cy: Wording = {
  accessibility: 'Datganiad hygyrchedd',
  change: 'Newid',
  checkYourAnswers: 'Gwiriwch eich atebion',
  continue: 'Parhau',
  continueToPayment: 'Parhau i dalu',
  askSomeoneElse: 'Gofyn i rywun arall dalu',
  acceptAndSend: 'Derbyn ac anfon',
  acceptAndPay: 'Derbyn a pharhau i dalu',
  cookies: 'Cwcis',
  declaration: 'Datganiad',
  errorSummary: 'Mae problem',
  no: 'Na',
  notProvided: 'Heb ei ddarparu',
  privacy: 'Preifatrwydd',
  remove: 'Dileu',
  saveForLater: 'Cadw a dod yn ôl yn nes ymlaen',
  startNow: 'Dechrau nawr',
  total: 'Cyfanswm',
  whatYouPay: 'Yr hyn y byddwch yn ei dalu',
  whyThisPrice: 'Pam y pris hwn',
  yes: 'Ie',
  addAnother: 'A oes angen ichi ychwanegu un arall?',
  addFirst: 'Ydych chi am ychwanegu un?',
  chooseYesOrNo: 'Dewiswch ie os oes angen ichi ychwanegu un arall',
  nothingAdded: 'Nid ydych wedi ychwanegu unrhyw beth eto.',
  changedElsewhere: 'Newidiwyd hwn mewn ffenestr arall. Gwiriwch ei fod yn dal yn gywir, yna parhewch',
  mostAdded: (most) => `Rydych wedi ychwanegu ${most}, sef y nifer mwyaf posibl.`,
  fewestNeeded: (least) => `Ychwanegwch ${least} neu fwy`,
  removeQuestion: (name) => `Ydych chi’n siŵr eich bod am ddileu ${name}?`,
  removeChoose: (name) => `Dewiswch ie os ydych am ddileu ${name}`,
  filledInFor: {
    tell: 'Rydych wedi llenwi hon ar ran rhywun. Rhowch y cyfeirnod iddynt.',
    record: 'Gweld y cyflwyniad',
    another: 'Llenwi ffurflen arall',
  },
  assisted: {
    telephone: {
      tag: 'Ffôn',
      text: 'Rydych yn llenwi’r ffurflen hon ar ran galwr. Peidiwch byth â theipio manylion cerdyn yma.',
      leave: 'Dewis ffurflen arall',
    },
    counter: {
      tag: 'Cownter',
      text: 'Rydych yn llenwi’r ffurflen hon ar ran rhywun wrth y cownter. Peidiwch byth â theipio manylion cerdyn yma.',
      leave: 'Dewis ffurflen arall',
    },
  },
}

export const wording: Record<Language, Wording> = { en, cy }
