/** The little of accessible-autocomplete that we use; the package brings no types of its own. */
declare module 'accessible-autocomplete' {
  interface Options {
    selectElement: HTMLSelectElement
    defaultValue: string
    source(query: string, populate: (found: string[]) => void): void
    /** HTML, not text: whatever it returns must be escaped. */
    templates: { inputValue(option?: string): string; suggestion(option: string): string }
    onConfirm(option?: string): void
    autoselect: boolean
    confirmOnBlur: boolean
    showAllValues: boolean
    inputClasses: string
    tNoResults(): string
    tStatusNoResults(): string
    tStatusSelectedOption(option: string, length: number, index: number): string
    tStatusResults(length: number, selected: string): string
    tAssistiveHint(): string
  }
  const autocomplete: { enhanceSelectElement(options: Options): void }
  export default autocomplete
}
