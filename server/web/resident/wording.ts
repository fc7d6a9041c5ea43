import type { Language } from '../../../form-schemas/words.ts'

/** The service's own words on residents' pages. An officer's words come from the form document. */
const en = {
  change: 'Change',
  checkYourAnswers: 'Check your answers',
  continue: 'Continue',
  continueToPayment: 'Continue to payment',
  acceptAndSend: 'Accept and send',
  errorSummary: 'There is a problem',
  no: 'No',
  notProvided: 'Not provided',
  remove: 'Remove',
  startNow: 'Start now',
  total: 'Total',
  whatYouPay: 'What you will pay',
  whyThisPrice: 'Why this price',
  yes: 'Yes',
  addAnother: 'Do you need to add another?',
  addFirst: 'Do you want to add one?',
  chooseYesOrNo: 'Select yes if you need to add another',
  nothingAdded: 'You have not added any yet.',
  mostAdded: (most: number) => `You have added ${most}, which is the most you can.`,
  fewestNeeded: (least: number) => `Add ${least} or more`,
  removeQuestion: (name: string) => `Are you sure you want to remove ${name}?`,
  removeChoose: (name: string) => `Select yes if you want to remove ${name}`,
}

export type Wording = typeof en

const cy: Wording = {
  change: 'Newid',
  checkYourAnswers: 'Gwiriwch eich atebion',
  continue: 'Parhau',
  continueToPayment: 'Parhau i dalu',
  acceptAndSend: 'Derbyn ac anfon',
  errorSummary: 'Mae problem',
  no: 'Na',
  notProvided: 'Heb ei ddarparu',
  remove: 'Dileu',
  startNow: 'Dechrau nawr',
  total: 'Cyfanswm',
  whatYouPay: 'Yr hyn y byddwch yn ei dalu',
  whyThisPrice: 'Pam y pris hwn',
  yes: 'Ie',
  addAnother: 'A oes angen ichi ychwanegu un arall?',
  addFirst: 'Ydych chi am ychwanegu un?',
  chooseYesOrNo: 'Dewiswch ie os oes angen ichi ychwanegu un arall',
  nothingAdded: 'Nid ydych wedi ychwanegu unrhyw beth eto.',
  mostAdded: (most) => `Rydych wedi ychwanegu ${most}, sef y nifer mwyaf posibl.`,
  fewestNeeded: (least) => `Ychwanegwch ${least} neu fwy`,
  removeQuestion: (name) => `Ydych chi’n siŵr eich bod am ddileu ${name}?`,
  removeChoose: (name) => `Dewiswch ie os ydych am ddileu ${name}`,
}

export const wording: Record<Language, Wording> = { en, cy }
