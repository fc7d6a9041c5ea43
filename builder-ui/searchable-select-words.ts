/** What accessible-autocomplete says, in the language of the page. */
export const searchWords = {
  en: {
    tNoResults: () => 'No options match what you typed',
    tStatusNoResults: () => 'No options match what you typed',
    tStatusSelectedOption: (option: string, length: number, index: number) =>
      `${option} ${index + 1} of ${length} is highlighted`,
    tStatusResults: (length: number, selected: string) =>
      `${length === 1 ? '1 option is' : `${length} options are`} available. ${selected}`,
    tAssistiveHint: () =>
      'Type to search. When options are available use the up and down arrows to review them and enter to select. On a touch screen, explore by touch or by swiping.',
  },
  cy: {
    tNoResults: () => 'Nid oes dewis sy’n cyfateb i’r hyn a deipiwyd gennych',
    tStatusNoResults: () => 'Nid oes dewis sy’n cyfateb i’r hyn a deipiwyd gennych',
    tStatusSelectedOption: (option: string, length: number, index: number) =>
      `Mae ${option}, ${index + 1} o ${length}, wedi’i amlygu`,
    tStatusResults: (length: number, selected: string) => `Nifer y dewisiadau: ${length}. ${selected}`,
    tAssistiveHint: () =>
      'Teipiwch i chwilio. Pan fydd dewisiadau ar gael, defnyddiwch y saethau i fyny ac i lawr i’w gweld ac enter i ddewis. Ar sgrin gyffwrdd, archwiliwch drwy gyffwrdd neu sweipio.',
  },
}
