/*
 * What a form document calls by names of its organisation: funds, ledger codes, gateway accounts, brands, back offices, datasets and
 * addresses. It lists them and maps them, and refuses to know which of them there are: that is said by whoever asks.
 */
export { mapNames, type NameKind, toBeChosen } from './map-names.ts'
export { kindWords, type OwnName, ownNames, unchosenNames } from './own-names.ts'
export { type ChosenNames, type KnownNames, takeOver } from './take-over.ts'
