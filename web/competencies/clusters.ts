/** The three clusters of the fifteen, in the workbook's order. */
export const clusters = [
  ["delivery", "Delivery", "Delivery: achieving results"],
  ["interpersonal", "Interpersonal", "Interpersonal: building relationships"],
  ["strategic", "Strategic", "Strategic: planning ahead"],
] as const;
