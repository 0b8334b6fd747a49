/** `.31`, `1.00`, `12.4`: two decimals below ten without the naught in front, a dash for none. */
export const shortScore = (value: number | null): string => {
  if (value === null) return '–'
  if (Math.abs(value) >= 10) return value.toFixed(1)
  return value.toFixed(2).replace(/^(-?)0\./, '$1.')
}
