/** A form of many questions of several kinds, a list among them, that holds nothing a council would not have. */
export function longForm(slug: string, pages: number, questionsAPage: number): object {
  const components = Array.from({ length: pages }, (_, page) => ({
    type: 'panel',
    key: `page${page}`,
    title: `Page ${page + 1}`,
    components: Array.from({ length: questionsAPage }, (_, at) => question(page * questionsAPage + at)),
  }))
  return {
    format: 'counterfoil/1',
    slug,
    title: `A form of ${pages * questionsAPage} questions`,
    definition: { display: 'wizard', components },
  }
}

function question(n: number): object {
  const named = { key: `question${n}`, label: `Question ${n + 1}`, validate: { required: true } }
  switch (n % 10) {
    case 3:
      return { ...named, type: 'yesno' }
    case 5:
      return {
        ...named,
        type: 'radio',
        values: ['Small', 'Middling', 'Large'].map((label) => ({ value: label.toLowerCase(), label })),
      }
    case 7:
      return { ...named, type: 'email', description: 'We send the receipt there' }
    case 9:
      return { ...named, type: 'number', validate: { required: true, integer: true, min: 0 } }
    default:
      return { ...named, type: 'textfield' }
  }
}
