import { useFormatter, useTranslations } from 'next-intl'

const width = 320
const height = 72

interface WeekChartProps {
  title: string
  weeks: readonly { readonly from: string; readonly value: number | null }[]
  show: (value: number) => string
  /** The top of the scale; the greatest value unless told. */
  most?: number
}

/** One figure over the weeks, from nought up, so that a drift is seen as what it is. The table below has the numbers. */
export function WeekChart({ title, weeks, show, most }: WeekChartProps) {
  const t = useTranslations('quality.chart')
  const format = useFormatter()
  const values = weeks.flatMap(({ value }) => value ?? [])
  const [first, last] = [values[0], values.at(-1)]
  const top = most ?? Math.max(...values, Number.EPSILON)
  const x = (at: number) => (weeks.length < 2 ? width / 2 : (width * at) / (weeks.length - 1))
  const y = (value: number) => height - (height * Math.min(value, top)) / top
  const points = weeks.flatMap(({ value }, at) => (value === null ? [] : [[x(at), y(value)] as const]))
  const day = (at: string | undefined) =>
    at ? format.dateTime(new Date(at), { month: 'short', day: 'numeric', timeZone: 'UTC' }) : ''
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="font-semibold">{title}</figcaption>
      <svg
        role="img"
        aria-label={
          first === undefined || last === undefined
            ? t('none', { title })
            : t('said', { title, first: show(first), last: show(last) })
        }
        viewBox={`-4 -4 ${width + 8} ${height + 8}`}
        className="w-full overflow-visible"
        fill="none"
        stroke="currentColor"
      >
        <path d={`M0 ${height}H${width}`} className="text-line-strong" strokeWidth={0.5} />
        <path
          d={points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${px} ${py}`).join('')}
          className="text-muted"
          strokeWidth={1.25}
          strokeLinejoin="round"
        />
        {points.map(([px, py]) => (
          <circle key={px} cx={px} cy={py} r={2.5} fill="currentColor" stroke="none" className="text-ink" />
        ))}
      </svg>
      <p className="flex justify-between text-small text-muted tabular-nums">
        <span>{day(weeks[0]?.from)}</span>
        <span>{most === undefined && values.length > 0 ? t('top', { value: show(top) }) : ''}</span>
        <span>{day(weeks.at(-1)?.from)}</span>
      </p>
    </figure>
  )
}
