import type { Language } from '../../../../form-schemas/words.ts'
import type { PaymentReturn } from '../deps.ts'

/** Every way a payment can stand but success, which has the confirmation. */
export type ShownState = Exclude<PaymentReturn['state'], 'success'>

interface ReturnWords {
  title: string
  /** What happened, in order. `{kept}`: what is kept of what the payer did; `{amount}`: what this payment was for. */
  lines: string[]
  /** What may be done: try again, go on to pay, look again by itself or see the confirmation. */
  next: 'try-again' | 'continue' | 'wait' | 'confirmation' | 'nothing'
}

export const returnWords: Record<Language, Record<ShownState, ReturnWords>> = {
  en: {
    failed: {
      title: 'Your payment was declined',
      lines: [
        'Your bank or card provider did not approve the payment.',
        '{kept}',
        'You can try again with the same card or another one. Your bank can tell you why it was declined.',
      ],
      next: 'try-again',
    },
    cancelled: {
      title: 'Your payment was cancelled',
      lines: ['The payment was cancelled before it was finished.', '{kept}'],
      next: 'try-again',
    },
    expired: {
      title: 'Your payment timed out',
      lines: ['The payment was not finished in time.', '{kept}'],
      next: 'try-again',
    },
    error: {
      title: 'Your payment did not work',
      lines: ['The payment service had a problem.', '{kept}', 'Trying again is safe.'],
      next: 'try-again',
    },
    unpaid: {
      title: 'We do not have your payment yet',
      lines: ['If you have not paid yet, you can continue to payment.'],
      next: 'continue',
    },
    checking: {
      title: 'We are checking your payment',
      lines: [
        'We have not heard from the payment service yet.',
        'Do not pay again. You can close this page: if the payment succeeds, everything else follows by itself.',
      ],
      next: 'wait',
    },
    'paid-before': {
      title: 'This has already been paid',
      lines: ['Another payment for this reference was successful. You do not need to pay again.'],
      next: 'confirmation',
    },
    overpaid: {
      title: 'This was paid twice',
      lines: [
        'Your payment of {amount} was made after another one for the same reference.',
        'We will return it to the card or account you used. This usually takes up to 10 working days. You do not need to do anything.',
      ],
      next: 'confirmation',
    },
    mismatched: {
      title: 'We need to look into your payment',
      lines: [
        'The payment service took a different amount from the {amount} we asked for.',
        'The council is looking into it. Do not pay again: nothing you have sent us is lost.',
      ],
      next: 'nothing',
    },
  },
  cy: {
    failed: {
      title: 'Gwrthodwyd eich taliad',
      lines: [
        'Ni chymeradwyodd eich banc neu ddarparwr eich cerdyn y taliad.',
        '{kept}',
        'Gallwch roi cynnig arall arni gyda’r un cerdyn neu un arall. Gall eich banc ddweud wrthych pam y cafodd ei wrthod.',
      ],
      next: 'try-again',
    },
    cancelled: {
      title: 'Cafodd eich taliad ei ganslo',
      lines: ['Cafodd y taliad ei ganslo cyn iddo gael ei orffen.', '{kept}'],
      next: 'try-again',
    },
    expired: {
      title: 'Daeth yr amser ar gyfer eich taliad i ben',
      lines: ['Ni orffennwyd y taliad mewn pryd.', '{kept}'],
      next: 'try-again',
    },
    error: {
      title: 'Ni weithiodd eich taliad',
      lines: ['Cafodd y gwasanaeth talu broblem.', '{kept}', 'Mae’n ddiogel rhoi cynnig arall arni.'],
      next: 'try-again',
    },
    unpaid: {
      title: 'Nid yw eich taliad gennym eto',
      lines: ['Os nad ydych wedi talu eto, gallwch barhau i dalu.'],
      next: 'continue',
    },
    checking: {
      title: 'Rydym yn gwirio eich taliad',
      lines: [
        'Nid ydym wedi clywed gan y gwasanaeth talu eto.',
        'Peidiwch â thalu eto. Gallwch gau’r dudalen hon: os yw’r taliad yn llwyddo, bydd popeth arall yn dilyn ohono’i hun.',
      ],
      next: 'wait',
    },
    'paid-before': {
      title: 'Mae hyn eisoes wedi’i dalu',
      lines: ['Llwyddodd taliad arall ar gyfer y cyfeirnod hwn. Nid oes angen ichi dalu eto.'],
      next: 'confirmation',
    },
    overpaid: {
      title: 'Talwyd hyn ddwywaith',
      lines: [
        'Gwnaed eich taliad o {amount} ar ôl un arall ar gyfer yr un cyfeirnod.',
        'Byddwn yn ei ddychwelyd i’r cerdyn neu’r cyfrif a ddefnyddiwyd gennych. Fel arfer mae hyn yn cymryd hyd at 10 diwrnod gwaith. Nid oes angen ichi wneud dim.',
      ],
      next: 'confirmation',
    },
    mismatched: {
      title: 'Mae angen inni edrych ar eich taliad',
      lines: [
        'Cymerodd y gwasanaeth talu swm gwahanol i’r {amount} y gofynnwyd amdano.',
        'Mae’r cyngor yn edrych ar hyn. Peidiwch â thalu eto: nid oes dim o’r hyn a anfonwyd gennych wedi’i golli.',
      ],
      next: 'nothing',
    },
  },
}

/** What the parts of the page that are not about one state say. */
export const partWords = {
  en: {
    tryAgain: 'Try again',
    checkAgain: 'Check again',
    looksAgain: 'This page checks again by itself.',
    justPaid: 'If you have just paid, wait: this page checks again by itself.',
    stop: 'Stop this page checking by itself',
    reference: 'Your reference is',
    seeConfirmation: 'See the confirmation',
    referenceNumber: 'Your reference number',
    received: 'We have received your payment',
    receivedAmount: (amount: string, council: string) =>
      `You have paid ${amount} to ${council}. You do not need to do anything else.`,
    keepNote:
      'Keep a note of the reference number. You can print this page, or keep its address and come back to it.',
    whatNext: 'See what happens next',
  },
  cy: {
    tryAgain: 'Rhoi cynnig arall ar dalu',
    checkAgain: 'Gwirio eto',
    looksAgain: 'Mae’r dudalen hon yn gwirio eto ar ei phen ei hun.',
    justPaid: 'Os ydych newydd dalu, arhoswch: mae’r dudalen hon yn gwirio eto ar ei phen ei hun.',
    stop: 'Atal y dudalen hon rhag gwirio ar ei phen ei hun',
    reference: 'Eich cyfeirnod yw',
    seeConfirmation: 'Gweld y cadarnhad',
    referenceNumber: 'Eich cyfeirnod',
    received: 'Rydym wedi derbyn eich taliad',
    receivedAmount: (amount: string, council: string) =>
      `Rydych wedi talu ${amount} i ${council}. Nid oes angen ichi wneud dim arall.`,
    keepNote:
      'Cadwch nodyn o’r cyfeirnod. Gallwch argraffu’r dudalen hon neu gadw ei chyfeiriad a dod yn ôl ati.',
    whatNext: 'Gweld beth sy’n digwydd nesaf',
  },
}
