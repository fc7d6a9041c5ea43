import { type QuestionCase, required } from './question-case.ts'

const options = [
  { value: 'resident', label: { en: 'Resident', cy: 'Preswylydd' } },
  { value: 'landlord', label: { en: 'Landlord', cy: 'Landlord' } },
]

export const choicesCases: Record<string, QuestionCase> = {
  radio: {
    component: {
      type: 'radio',
      key: 'q',
      label: 'Are you the landlord?',
      values: options,
      validate: required,
    },
    right: [[{ q: 'landlord' }, 'landlord']],
    wrong: [
      [{}, 'q', 'Select an answer to ‘Are you the landlord?’', 'Dewiswch ateb i ‘Are you the landlord?’'],
      [
        { q: 'owner' },
        'q',
        'Select an answer to ‘Are you the landlord?’',
        'Dewiswch ateb i ‘Are you the landlord?’',
      ],
      [
        { q: 'toString' },
        'q',
        'Select an answer to ‘Are you the landlord?’',
        'Dewiswch ateb i ‘Are you the landlord?’',
      ],
    ],
    summary: ['resident', ['Resident']],
  },
  select: {
    component: {
      type: 'select',
      key: 'q',
      label: 'Kind',
      errorLabel: 'a kind',
      data: { values: options },
      validate: required,
    },
    right: [[{ q: 'resident' }, 'resident']],
    wrong: [
      [{ q: '' }, 'q', 'Select a kind', 'Dewiswch a kind'],
      [{ q: '__proto__' }, 'q', 'Select a kind', 'Dewiswch a kind'],
    ],
    summary: ['landlord', ['Landlord']],
  },
  selectboxes: {
    component: {
      type: 'selectboxes',
      key: 'q',
      label: 'Who you are',
      values: [...options, { value: 'agent', label: 'Agent' }],
      validate: { ...required, minSelectedCount: 1, maxSelectedCount: 2 },
    },
    right: [
      [{ q: ['landlord', 'resident', 'landlord'] }, ['resident', 'landlord']],
      [{ q: ['agent'] }, ['agent']],
    ],
    wrong: [
      [{}, 'q', 'Select who you are', 'Dewiswch who you are'],
      [{ q: ['owner'] }, 'q', 'Select who you are', 'Dewiswch who you are'],
      [
        { q: ['agent', 'landlord', 'resident'] },
        'q',
        'Select 2 or fewer for who you are',
        'Dewiswch 2 neu lai ar gyfer who you are',
      ],
    ],
    summary: [
      ['resident', 'agent'],
      ['Resident', 'Agent'],
    ],
  },
  yesno: {
    component: {
      type: 'yesno',
      key: 'q',
      label: 'Access',
      errorLabel: 'yes if there is a gate',
      validate: required,
    },
    right: [
      [{ q: 'yes' }, true],
      [{ q: 'no' }, false],
    ],
    wrong: [
      [{}, 'q', 'Select yes if there is a gate', 'Dewiswch yes if there is a gate'],
      [{ q: 'true' }, 'q', 'Select yes if there is a gate', 'Dewiswch yes if there is a gate'],
    ],
    summary: [false, ['No']],
  },
  checkbox: {
    component: { type: 'checkbox', key: 'q', label: 'I agree', validate: required },
    right: [[{ q: 'yes' }, true]],
    wrong: [
      [{}, 'q', 'Select ‘I agree’', 'Dewiswch ‘I agree’'],
      [{ q: 'on' }, 'q', 'Select ‘I agree’', 'Dewiswch ‘I agree’'],
    ],
    summary: [true, ['Yes']],
  },
  'selectboxes, or none of these': {
    component: {
      type: 'selectboxes',
      key: 'q',
      label: 'Benefits',
      errorLabel: { en: 'the benefits you get', cy: 'y budd-daliadau a gewch' },
      values: [...options, { value: 'agent', label: 'Agent' }],
      noneOption: { en: 'None of these', cy: 'Dim un o’r rhain' },
      validate: { ...required, minSelectedCount: 2 },
    },
    right: [
      [{ q: ['none'] }, ['none']],
      [{ q: ['agent', 'resident'] }, ['resident', 'agent']],
    ],
    wrong: [
      [{}, 'q', 'Select the benefits you get', 'Dewiswch y budd-daliadau a gewch'],
      [
        { q: ['none', 'agent'] },
        'q',
        'Select the benefits you get, or select ‘None of these’',
        'Dewiswch y budd-daliadau a gewch, neu dewiswch ‘Dim un o’r rhain’',
      ],
      [
        { q: ['resident', 'landlord', 'agent', 'none'] },
        'q',
        'Select the benefits you get, or select ‘None of these’',
        'Dewiswch y budd-daliadau a gewch, neu dewiswch ‘Dim un o’r rhain’',
      ],
      [
        { q: ['agent'] },
        'q',
        'Select 2 or more for the benefits you get',
        'Dewiswch 2 neu fwy ar gyfer y budd-daliadau a gewch',
      ],
    ],
    summary: [['none'], ['None of these']],
  },
  declaration: {
    component: {
      type: 'declaration',
      key: 'q',
      label: 'Declaration',
      statement: { en: 'I am:', cy: 'Rydw i’n:' },
      points: 'over 18\nthe owner & occupier',
      confirm: { en: 'I agree', cy: 'Rwy’n cytuno' },
      validate: required,
    },
    right: [[{ q: 'yes' }, true]],
    wrong: [
      [{}, 'q', 'Select ‘I agree’', 'Dewiswch ‘Rwy’n cytuno’'],
      [{ q: 'no' }, 'q', 'Select ‘I agree’', 'Dewiswch ‘Rwy’n cytuno’'],
      [{ q: ['on', 'yes'] }, 'q', 'Select ‘I agree’', 'Dewiswch ‘Rwy’n cytuno’'],
    ],
    summary: [true, ['I agree']],
    neverOptional: true,
  },
  'declaration, with a name for messages': {
    component: {
      type: 'declaration',
      key: 'q',
      label: 'Declaration',
      statement: 'Some <= all; "quotes" & ampersands.\n\nSecond paragraph.',
      errorLabel: 'that you own the vehicle',
    },
    right: [[{ q: 'yes' }, true]],
    wrong: [[{ q: '' }, 'q', 'Confirm that you own the vehicle', 'Cadarnhewch that you own the vehicle']],
    summary: [true, ['I confirm this']],
    neverOptional: true,
  },
}
