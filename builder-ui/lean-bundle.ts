import type { Plugin } from 'vite'

/*
 * What the designer does not need of the packages it is built on. Form.io's builder comes whole: some forty kinds of inputs with their
 * edit forms, wizards, PDF forms, storage services, Bootstrap's templates, date pickers and input masks. Our canvas draws cards of its own
 * (designer/canvas), so all of that would be loaded and never run. Each line says what stands in its place.
 */

const nothing = 'module.exports = {};'
const emptyDefault = 'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = {};'
const unusedClass =
  'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = class {};'
const formio = '/@formio/js/lib/cjs'

/** The kinds that Form.io makes by itself while it builds: everything else on the canvas is a class of ours on top of them. */
const kinds = `
const kind = (module) => module.default;
Object.defineProperty(exports, "__esModule", { value: true });
const component = kind(require('./_classes/component/Component'));
exports.default = {
  base: component,
  component,
  nested: kind(require('./_classes/nested/NestedComponent')),
  nesteddata: kind(require('./_classes/nesteddata/NestedDataComponent')),
  unknown: kind(require('./unknown/Unknown')),
};`

/** By the end of a module's path. */
const instead: Record<string, string> = {
  [`${formio}/components/index.js`]: kinds,
  // Edit forms of Form.io's kinds: ours are drawn by designer/dialog.
  [`${formio}/components/builder.js`]: nothing,
  [`${formio}/components/_classes/component/Component.form.js`]:
    'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = () => ({ components: [] });',
  [`${formio}/PDF.js`]: unusedClass,
  [`${formio}/Wizard.js`]: unusedClass,
  [`${formio}/PDFBuilder.js`]: unusedClass,
  [`${formio}/WizardBuilder.js`]: unusedClass,
  [`${formio}/providers/address/index.js`]: emptyDefault,
  [`${formio}/providers/storage/index.js`]: emptyDefault,
  [`${formio}/widgets/index.js`]: emptyDefault,
  [`${formio}/addons/index.js`]: emptyDefault,
  // designer/canvas/templates.ts has every template that is drawn.
  '/@formio/bootstrap/lib/cjs/bootstrap5.js':
    'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = { templates: { bootstrap5: {} } };',
  '/inputmask/dist/inputmask.js': 'module.exports = function () {};',
  // Tooltips: no template of ours has any.
  '/tippy.js/dist/tippy.esm.js': 'export default () => undefined;',
}

/**
 * RE2 keeps hostile patterns from stopping the server, which looks at every pattern when the form is saved. In the officer's own
 * browser the pattern is only looked at for slips of the pen, which the browser's own expressions find as well.
 */
const browserExpressions = `
export const RE2JS = {
  compile(source) {
    try {
      new RegExp(source, 'u');
    } catch (error) {
      throw new Error('\`' + source + '\`', { cause: error });
    }
    return { programSize: () => 0, testExact: (text) => new RegExp('^(?:' + source + ')$', 'u').test(text) };
  },
};`

export function leanBundle(): Plugin {
  return {
    name: 'lean-bundle',
    enforce: 'pre',
    load(id) {
      const path = id.split('?')[0] ?? id
      // Fillings for browsers that have no modules either.
      if (path.includes('/node_modules/core-js/')) return nothing
      if (path.includes('/node_modules/re2js/')) return browserExpressions
      const end = Object.keys(instead).find((one) => path.endsWith(one))
      return end === undefined ? null : instead[end]
    },
  }
}
