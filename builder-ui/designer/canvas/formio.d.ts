/** The part of Form.io's builder that the canvas uses. Its own types are looser than its behaviour. */
declare module '@formio/js' {
  export interface Card {
    type: string
    key: string
    label?: string
    components?: Card[]
    [setting: string]: unknown
  }
  export class FormioComponent {
    constructor(component: Card, options: object, data: object)
    component: Card
    refs: Record<string, HTMLElement>
    static schema(...extend: object[]): Card
    render(children?: string): string
    attach(element: HTMLElement): Promise<void>
    renderComponents(): string
    attachComponents(element: HTMLElement): Promise<void>
    loadRefs(element: HTMLElement, refs: Record<string, 'single' | 'multiple'>): void
  }
  export const Components: {
    components: { component: typeof FormioComponent; nested: typeof FormioComponent }
  }
  export interface Builder {
    form: { components: Card[] }
    on(event: 'change', listener: () => void): void
    webform: {
      setForm(
        form: { display: 'form'; components: Card[]; [setting: string]: unknown },
        flags: { keepAsReference: boolean },
      ): Promise<unknown>
    }
  }
  export class FormBuilder {
    constructor(element: HTMLElement, form: object, options: object)
    ready: Promise<Builder>
    instance: Builder
  }
  export const Formio: {
    Evaluator: { noeval: boolean }
    prototype: { loadProject(): Promise<unknown> }
    getUser(): unknown
    use(plugin: { components?: Record<string, unknown>; templates?: Record<string, object> }): void
  }
}
