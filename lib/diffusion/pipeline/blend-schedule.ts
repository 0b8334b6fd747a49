/** After which steps a region run puts the known picture back outside of its mask; the names are the published ones. */
export const blendSchedules = ['odd', 'wo_final_layer', 'wo_final_two_layer', 'mask_first_layer'] as const
export type BlendSchedule = (typeof blendSchedules)[number]

/** @param i the step, from 0. @param steps how many are run. */
export const blendsAfter = (schedule: BlendSchedule, i: number, steps: number): boolean => {
  switch (schedule) {
    case 'odd':
      return i % 2 === 1
    case 'wo_final_layer':
      return i !== steps - 1
    case 'wo_final_two_layer':
      return i < steps - 2
    case 'mask_first_layer':
      return i === 0 || i === steps - 2
  }
}
