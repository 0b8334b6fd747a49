import { diffWords } from './diff-words'

interface WordDiffProps {
  from: string
  to: string
  className?: string
}

/** How one sentence becomes another: what goes is struck, what comes is underlined. */
export function WordDiff({ from, to, className }: WordDiffProps) {
  return (
    <p className={className}>
      {diffWords(from, to).map(({ kind, text }, index) => {
        const key = `${index}${kind}`
        if (kind === 'removed')
          return (
            <del key={key} className="text-faint line-through decoration-1">
              {text}
            </del>
          )
        if (kind === 'added') {
          // Removed and added words that touch get a space between, which is not part of either sentence.
          const touches = index > 0 && !/^\s/.test(text)
          return (
            <span key={key}>
              {touches && ' '}
              <ins className="underline decoration-focus decoration-2 underline-offset-4">{text}</ins>
            </span>
          )
        }
        return <span key={key}>{text}</span>
      })}
    </p>
  )
}
