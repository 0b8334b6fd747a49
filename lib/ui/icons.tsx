import type { ReactNode, SVGProps } from 'react'

/** Drawn for this product on a 16-pixel grid, 1.5-pixel strokes, in the colour of the text beside them. */
function icon(shape: ReactNode) {
  return function Icon(props: SVGProps<SVGSVGElement>) {
    return (
      <svg
        aria-hidden
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        {...props}
      >
        {shape}
      </svg>
    )
  }
}

const line = (d: string) => icon(<path d={d} />)

export const AddIcon = line('M8 3v10M3 8h10')
export const BackIcon = line('M10 3 5 8l5 5')
export const BoxIcon = line('M3 4h10v8H3z')
export const BrushIcon = line('M13 3 7 9M7 9c-2 0-2.5 1.5-2.5 2.5S3.5 13 2.5 13C5.5 14 8.5 13 8.5 10.5z')
export const CheckIcon = line('m3 8.5 3.5 3.5L13 4.5')
export const ChevronIcon = line('m4 6 4 4 4-4')
export const ClickIcon = line('M6.5 6.5 8.5 14l1.700-3.800L14 8.5zM5 2v1.5M2 5h1.5M2.700 2.700l1 1')
export const CloseIcon = line('m4 4 8 8M12 4l-8 8')
export const CommentIcon = line('M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z')
export const CompareIcon = line('M8 2v12M2.5 4h3.5v8H2.5zM10 4h3.5v8H10')
export const CopyIcon = line('M6 6h7v7H6zM10 6V3H3v7h3')
export const DeskIcon = line('M2 3h5v7H2zM9 3h5v7H9zM5 13h6')
export const DownloadIcon = line('M8 2.5v7.5M5 7.5 8 10.5l3-3M3 13.5h10')
export const EraserIcon = line('m6 13-3.5-3.5 6-6L13 8l-5 5zM6 13h7M5.5 6.5 10 11')
export const FilterIcon = line('M2.5 4h11M4.5 8h7M6.5 12h3')
export const FitIcon = line('M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3')
export const GridIcon = line('M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z')
export const HandIcon = line(
  'M5 8V4.500a1 1 0 0 1 2 0V3a1 1 0 0 1 2 0v1.500a1 1 0 0 1 2 0V6a1 1 0 0 1 2 0v3.500a4.500 4.500 0 0 1-8.300 2.400L2.800 9.200a1 1 0 0 1 1.700-1z',
)
export const HomeIcon = line('m2.5 7.5 5.5-5 5.5 5M4 6.5v7h8v-7')
export const InvertIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
  </>,
)
export const LassoIcon = line(
  'M5 10.500C3 10 2.500 8.500 2.500 7.500c0-2.500 2.500-4.500 5.500-4.500s5.500 2 5.500 4.500S11 12 8 11.500c-2-.500-2-2.500-.500-2.500s1.500 3.500-2.500 4.500',
)
export const LayersIcon = line('m8 2.5 5.5 3L8 8.5l-5.5-3zM2.5 8.5l5.5 3 5.5-3M2.5 11l5.5 3 5.5-3')
export const ListIcon = line('M3 4h10M3 8h10M3 12h10')
export const LoopIcon = line('M13 8a5 5 0 1 1-1.5-3.5M13 2.5V5h-2.5')
export const MaskIcon = icon(
  <>
    <path d="M3 3h10v10H3z" />
    <circle cx="8" cy="8" r="2.5" strokeDasharray="2 1.6" />
  </>,
)
export const MenuIcon = line('M2.5 4.5h11M2.5 8h11M2.5 11.5h11')
export const MoreIcon = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="3.5" cy="8" r="1.25" />
    <circle cx="8" cy="8" r="1.25" />
    <circle cx="12.5" cy="8" r="1.25" />
  </g>,
)
export const PauseIcon = line('M5.5 3.5v9M10.5 3.5v9')
export const PersonIcon = icon(
  <>
    <circle cx="8" cy="5" r="2.5" />
    <path d="M3 13.5c.5-3 2.5-4.5 5-4.5s4.5 1.5 5 4.5" />
  </>,
)
export const PhotoIcon = line('M2.5 3.5h11v9h-11zM2.5 11l3.5-3.5 2.5 2.5L10 8.5l3.5 3M10.5 6h.01')
export const PlayIcon = line('M5 3.5 12 8l-7 4.5z')
export const PolygonIcon = line('M3 6.5 8.5 2.5 13.5 7l-2 6h-7z')
export const RedoIcon = line('M10 3.5 13 6.5l-3 3M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9')
export const ScribbleIcon = line(
  'M2.500 11C4 4.500 6.500 3 7 5s-2.500 6.500-1 7S10 5 11.500 5.500s-1.500 5 0 6 2-1 2-1',
)
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4" />
    <path d="m10 10 3.5 3.5" />
  </>,
)
export const SkipIcon = line('m4 3.5 6 4.5-6 4.5zM12.5 3.5v9')
export const TrashIcon = line('M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9M7 7v4M9 7v4')
export const UndoIcon = line('M6 3.5 3 6.5l3 3M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7')
export const UploadIcon = line('M8 10.5V3M5 5.5 8 2.5l3 3M3 13.5h10')
export const WarnIcon = line('M8 2.5 14 13.5H2zM8 6.5v3M8 11.5h.01')
export const WriteIcon = line('M3 13l.5-3L10.5 3 13 5.5 6 12.5zM9 4.5 11.5 7')
export const ZoomInIcon = line('M3 8h10M8 3v10')
export const ZoomOutIcon = line('M3 8h10')
