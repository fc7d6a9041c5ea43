import type { Language } from '../../../../form-schemas/words.ts'

/** After a payment that took nothing: who filled the form in keeps their answers, who only pays keeps the request to pay. */
export const kept: Record<Language, { answers: string; request: string }> = {
  en: {
    answers: 'No money was taken. Your answers are kept, so you do not need to give them again.',
    request: 'No money was taken. You can still pay.',
  },
  cy: {
    answers: 'Ni chymerwyd unrhyw arian. Mae eich atebion wedi’u cadw, felly nid oes angen ichi eu rhoi eto.',
    request: 'Ni chymerwyd unrhyw arian. Gallwch dalu o hyd.',
  },
}

interface CannotPay {
  title: string
  why: string
  advice: string
}

/** `unavailable`: the gateway does not answer. `refused`: it does not accept our account or what we ask, until an officer mends it. */
export const cannotPayWords: Record<
  Language,
  Record<'unavailable' | 'refused', CannotPay> & { goBack: { answers: string; page: string } }
> = {
  en: {
    unavailable: {
      title: 'We cannot take payments right now',
      why: 'The payment service is not answering.',
      advice: 'Try again in a few minutes.',
    },
    refused: {
      title: 'This form cannot take payments at the moment',
      why: 'There is a problem between us and the payment service. There is nothing wrong with your card.',
      advice: 'Try again later today. Contact us if this happens again.',
    },
    goBack: { answers: 'Go back to your answers', page: 'Go back and try again' },
  },
  cy: {
    unavailable: {
      title: 'Ni allwn gymryd taliadau ar hyn o bryd',
      why: 'Nid yw’r gwasanaeth talu yn ateb.',
      advice: 'Rhowch gynnig arall arni ymhen ychydig funudau.',
    },
    refused: {
      title: 'Ni all y ffurflen hon gymryd taliadau ar hyn o bryd',
      why: 'Mae problem rhyngom ni a’r gwasanaeth talu. Nid oes dim o’i le ar eich cerdyn.',
      advice: 'Rhowch gynnig arall arni yn nes ymlaen heddiw. Cysylltwch â ni os yw hyn yn digwydd eto.',
    },
    goBack: { answers: 'Mynd yn ôl i’ch atebion', page: 'Mynd yn ôl a rhoi cynnig arall arni' },
  },
}
