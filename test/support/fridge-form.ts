import type { GivenDesign } from '../../builder-ui/designer/design.ts'

/** Two pages and a third that only some need; nothing has a condition yet. */
export const fridgeForm: GivenDesign = {
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'whatToCollect',
        title: 'What to collect',
        components: [
          {
            type: 'selectboxes',
            key: 'items',
            label: 'Items',
            values: [
              { value: 'fridge', label: 'Fridge' },
              { value: 'sofa', label: 'Sofa' },
            ],
            validate: { required: true },
          },
          { type: 'number', key: 'howMany', label: 'How many?', validate: { required: true } },
        ],
      },
      {
        type: 'panel',
        key: 'fridges',
        title: 'Fridges',
        components: [{ type: 'textfield', key: 'whichFridge', label: 'Which fridge?' }],
      },
      {
        type: 'panel',
        key: 'tooMany',
        title: 'Too many items',
        components: [
          { type: 'content', key: 'sorry', html: '<p>We collect up to six items.</p>' },
          { type: 'yesno', key: 'call', label: 'Shall we call you?' },
        ],
      },
    ],
  },
}
