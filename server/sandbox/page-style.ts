/** The sandbox's own look, unlike any council's and any real payment page's. Text contrasts are 7:1 or more. */
export const pageStyle = `
*, *::before, *::after { box-sizing: border-box }
body { margin: 0; background: #f4f1fa; color: #1d1033; font: 1.125rem/1.5 system-ui, sans-serif }
header { background: #3b1d75; color: #fff; border-bottom: .5rem dashed #ffd84d }
header p { margin: 0 auto; max-width: 40rem; padding: .75rem 1rem; font-weight: 700 }
main { max-width: 40rem; margin: 0 auto; padding: 1rem 1rem 3rem; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 }
h2 { font-size: 1.25rem; margin: 1.5rem 0 .75rem }
dl { margin: 0; border-top: 1px solid #8f80ad }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .5rem 0; border-bottom: 1px solid #8f80ad }
dt { flex: 0 0 8rem; font-weight: 700 }
dd { flex: 1 1 10rem; margin: 0 }
.amount { font-size: 1.5rem; line-height: 1.2; font-weight: 700 }
.telephone { border-left: .375rem solid #3b1d75; padding: .25rem 0 .25rem .75rem }
summary { padding: .5rem 0; color: #3b1d75; text-decoration: underline; cursor: pointer }
.error { border-left: .375rem solid #a3001e; padding: .25rem 0 .25rem .75rem; color: #a3001e; font-weight: 700 }
button { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 .75rem; padding: .5rem 1rem; text-align: left;
  font: inherit; color: #1d1033; background: #fff; border: 2px solid #3b1d75; border-radius: .25rem; cursor: pointer }
button.main { background: #3b1d75; color: #fff; font-weight: 700 }
button:hover { text-decoration: underline }
a { color: #3b1d75 }
:focus-visible { outline: .25rem solid #1d1033; outline-offset: .125rem; box-shadow: 0 0 0 .5rem #ffd84d }
`
