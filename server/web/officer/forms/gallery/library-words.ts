/** What an officer reads of each form of the library, and other words by which it is looked for: what residents and colleagues call it. */
export const libraryWords: Record<string, { description: string; words: string }> = {
  'bulky-waste': {
    description: 'Residents book a collection of up to six large items and pay by band.',
    words: 'rubbish refuse furniture sofa mattress fridge special collection waste bins',
  },
  'bulky-waste-by-item': {
    description:
      'A collection priced item by item, free for residents on some benefits, with proof and a photo.',
    words: 'rubbish refuse furniture sofa mattress fridge special collection waste bins concession benefit',
  },
  'food-hygiene-rerating': {
    description: 'A food business pays for another visit of the inspector, standard or urgent.',
    words: 'environmental health restaurant takeaway cafe inspection score rating revisit',
  },
  'garden-waste': {
    description: 'Residents subscribe to garden waste bins for the year, with a reduction once a year.',
    words: 'brown bin green bin subscription renew recycling refuse',
  },
  'pay-parking-fine': {
    description: 'A driver looks up a penalty charge notice and pays what is due that day.',
    words: 'pcn penalty charge notice ticket car enforcement discount',
  },
  'pay-rent': {
    description: 'Tenants find their rent account, see the balance and pay all of it or another amount.',
    words: 'housing council house tenant arrears landlord account balance',
  },
  'pest-control': {
    description:
      'Residents and businesses book a treatment for rats, wasps or fleas, with VAT and a discount.',
    words: 'environmental health rats mice wasps nest fleas bed bugs treatment',
  },
  'register-food-business': {
    description: 'A new food business registers with the council. Free of charge.',
    words: 'environmental health restaurant takeaway cafe caterer fsa start trading',
  },
  'report-missed-bin': {
    description: 'Residents tell the council that a bin was not emptied, with a photo. Free of charge.',
    words: 'rubbish refuse recycling collection waste complaint',
  },
  'resident-parking-permit': {
    description: 'Residents buy permits for their vehicles, priced by emissions, with proof of address.',
    words: 'car vehicle zone cpz visitor street licence',
  },
  'school-meals': {
    description: 'Parents order meals for each child, free by year or by benefit, paid to each school.',
    words: 'free school meals fsm dinners lunch pupils children education',
  },
  'street-trading-licence': {
    description:
      'Traders apply for a pitch by the day, month or year: a long form with a task list and documents.',
    words: 'licensing market stall food van burger pitch consent permit event',
  },
}
