/** The forms in which civil vehicles are registered in the United Kingdom, without spaces. Where two parts stand apart: the first one. */
const forms: { name: string; form: RegExp }[] = [
  { name: 'current, since September 2001: AB12 CDE', form: /^([A-Z]{2}\d{2})[A-Z]{3}$/ },
  { name: 'prefix, 1983 to 2001: A123 BCD', form: /^([A-Z]\d{1,3})[A-Z]{3}$/ },
  { name: 'suffix, 1963 to 1982: ABC 123D', form: /^([A-Z]{3})\d{1,3}[A-Z]$/ },
  {
    name: 'Northern Ireland: ABZ 1234 (with I or Z), also turned round',
    form: /^(?=\d*[A-Z]*[IZ])([A-Z]{2,3})\d{1,4}$/,
  },
  { name: 'Northern Ireland, turned round: 1234 ABZ', form: /^(?=\d*[A-Z]*[IZ])(\d{1,4})[A-Z]{2,3}$/ },
  {
    name: 'dateless, before 1963: ABC 123, AB 1234',
    form: /^([A-Z]{1,2}(?=\d{1,4}$)|[A-Z]{3}(?=\d{1,3}$))\d+$/,
  },
  {
    name: 'dateless, turned round: 123 ABC, 1234 AB',
    form: /^(\d{1,4}(?=[A-Z]{1,2}$)|\d{1,3}(?=[A-Z]{3}$))[A-Z]+$/,
  },
]

/** "AB12CDE" from "ab12 cde": as it is stored and compared. */
export function tidyRegistration(typed: string): string {
  return typed.toUpperCase().replace(/[\s.\-–]/g, '')
}

export function isRegistration(text: string): boolean {
  return forms.some(({ form }) => form.test(text))
}

/** "AB12 CDE": as it is on the plate, where its form is known. */
export function spacedRegistration(text: string): string {
  for (const { form } of forms) {
    const first = form.exec(text)?.[1]
    if (first !== undefined) return `${first} ${text.slice(first.length)}`
  }
  return text
}
