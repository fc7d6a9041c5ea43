import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'
import { schemeNames, schemes } from './schemes.ts'

export const designer: QuestionType['designer'] = {
  title: 'Reference number',
  icon: 'reference',
  group: 'references',
  starter: { type: 'reference', key: 'reference', label: 'Reference number', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.choice(
        'scheme',
        'Kind of reference',
        schemeNames.map((value) => ({ value, label: schemes[value].title })),
        'Has its form and check digit: the mask and check digit under Limits are then left empty',
      ),
      parts.widthField(),
    ],
    limits: [
      parts.textField('inputMask', 'Mask', 'Like AA999999A: A for a letter, 9 for a digit, * for either'),
      parts.numberField('validate.minLength', 'Fewest characters', 'Without spaces and dashes'),
      parts.numberField('validate.maxLength', 'Most characters', '40 if left empty'),
      parts.textField(
        'validate.pattern',
        'Pattern',
        'A regular expression (RE2) that all of it must match, in capitals, without spaces and dashes',
      ),
      parts.choice('checkDigit.method', 'Check digit', [
        { value: 'weighted', label: 'From weights' },
        { value: 'luhn', label: 'Luhn, as on library cards' },
      ]),
      parts.textField('checkDigit.weights', 'Weights', 'Of each character before it, like 3,7,1,3,7,1,3,7'),
      parts.numberField('checkDigit.modulus', 'Modulus', 'What the sum is divided by, such as 10 or 11'),
      parts.tick(
        'checkDigit.complement',
        'Taken from the modulus',
        'Otherwise the check digit is the remainder',
      ),
      parts.textField(
        'checkDigit.ten',
        'Letter for 10',
        'Where the modulus is 11; without one, 10 is not given out',
      ),
      parts.textField('checkDigit.substitutions', 'Digits for letters', 'Like BJ=05, or A=1, B=2'),
    ],
    messages: ['required', 'format', 'minLength', 'maxLength', 'checkDigit'],
  })
