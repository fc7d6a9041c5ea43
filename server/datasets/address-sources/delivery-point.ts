import { z } from 'zod'
import type { FoundAddress } from '../address-source.ts'
import { titleCase } from './title-case.ts'

/** A record of the DPA dataset (Royal Mail's delivery points), as far as it is used. Empty parts are left out by the supplier. */
export const DeliveryPoint = z.object({
  UPRN: z.string().regex(/^\d{1,12}$/),
  ORGANISATION_NAME: z.string().optional(),
  DEPARTMENT_NAME: z.string().optional(),
  PO_BOX_NUMBER: z.string().optional(),
  SUB_BUILDING_NAME: z.string().optional(),
  BUILDING_NAME: z.string().optional(),
  BUILDING_NUMBER: z.string().optional(),
  DEPENDENT_THOROUGHFARE_NAME: z.string().optional(),
  THOROUGHFARE_NAME: z.string().optional(),
  DOUBLE_DEPENDENT_LOCALITY: z.string().optional(),
  DEPENDENT_LOCALITY: z.string().optional(),
  POST_TOWN: z.string(),
  POSTCODE: z.string(),
})
export type DeliveryPoint = z.infer<typeof DeliveryPoint>

/**
 * Two lines and a town from the parts of a delivery point: who and which part of a building on the first, the building and its
 * street on the second, or on the first when there is nothing else for it. Numbers and ranges ("12A", "1-3") belong to the street.
 */
export function addressLines(point: DeliveryPoint): FoundAddress {
  const isNumber = /^\d+[A-Z]?(-\d+[A-Z]?)?$/.test(point.BUILDING_NAME ?? '')
  const number = point.BUILDING_NUMBER ?? (isNumber ? point.BUILDING_NAME : undefined)
  const streets = [point.DEPENDENT_THOROUGHFARE_NAME, point.THOROUGHFARE_NAME].filter(Boolean)
  const localities = [point.DOUBLE_DEPENDENT_LOCALITY, point.DEPENDENT_LOCALITY].filter(Boolean)
  // A number without a street stands before the place.
  const road =
    streets.length > 0
      ? [joined([number, streets[0]], ' '), ...streets.slice(1), ...localities]
      : [joined([number, localities[0]], ' '), ...localities.slice(1)]
  const premises = [
    point.ORGANISATION_NAME,
    point.DEPARTMENT_NAME,
    point.PO_BOX_NUMBER && `PO BOX ${point.PO_BOX_NUMBER}`,
    point.SUB_BUILDING_NAME,
    isNumber && point.BUILDING_NUMBER === undefined ? undefined : point.BUILDING_NAME,
  ]
  const [first, ...rest] = [premises, road].map((parts) => joined(parts, ', ')).filter((line) => line !== '')
  const line2 = rest.join(', ')
  return {
    uprn: point.UPRN,
    line1: titleCase(first ?? point.POST_TOWN),
    ...(line2 && { line2: titleCase(line2) }),
    town: titleCase(point.POST_TOWN),
    postcode: point.POSTCODE,
  }
}

function joined(parts: (string | undefined)[], separator: string): string {
  return parts.filter(Boolean).join(separator)
}
