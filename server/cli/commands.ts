import { addressSourceAdd } from './address-source-add.ts'
import type { Command } from './command.ts'
import { datasetAdd } from './dataset-add.ts'
import { datasetImport } from './dataset-import.ts'
import { datasetList } from './dataset-list.ts'
import { destinationAdd } from './destination-add.ts'
import { formCheck } from './form-check.ts'
import { formCopy } from './form-copy.ts'
import { formExport } from './form-export.ts'
import { formImport } from './form-import.ts'
import { formPublish } from './form-publish.ts'
import { gatewayAdd } from './gateway-add.ts'
import { migrate } from './migrate.ts'
import { officerAdd } from './officer-add.ts'
import { organisationAdd } from './organisation-add.ts'
import { paymentCheck } from './payment-check.ts'
import { paymentRefund } from './payment-refund.ts'
import { senderAdd } from './sender-add.ts'
import { tokenAdd } from './token-add.ts'

/** The registry: one line a command. */
export const commands: Command[] = [
  migrate,
  organisationAdd,
  officerAdd,
  tokenAdd,
  formImport,
  formPublish,
  formExport,
  formCopy,
  formCheck,
  gatewayAdd,
  destinationAdd,
  senderAdd,
  datasetAdd,
  datasetImport,
  datasetList,
  addressSourceAdd,
  paymentCheck,
  paymentRefund,
]
