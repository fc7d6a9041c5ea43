import { z } from 'zod'

/**
 * zod without its just-in-time compiler: that one tries `new Function` while a schema is being made, which the pages'
 * content security policy reports as a violation. Everything in form-schemas takes `z` from here, so it is set first.
 */
z.config({ jitless: true })

export { z }
