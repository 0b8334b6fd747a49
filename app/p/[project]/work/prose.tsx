import Markdown from 'react-markdown'
import { splitTables } from './split-tables'

const look =
  'flex flex-col gap-3 [&_h1]:mt-2 [&_h1]:text-title [&_h1]:font-semibold [&_h2]:mt-2 [&_h2]:font-semibold [&_h3]:font-semibold [&_ol]:list-decimal [&_ol]:pl-5 [&_ul]:list-disc [&_ul]:pl-5 [&_li]:my-1 [&_p]:my-1 [&_a]:underline [&_a]:underline-offset-4 [&_code]:font-mono [&_blockquote]:border-l-2 [&_blockquote]:border-line-strong [&_blockquote]:pl-3'

/** Markdown that people wrote: no HTML of theirs is ever run. */
export function Prose({ text }: { text: string }) {
  return (
    <div className={look}>
      {splitTables(text).map((block, index) => {
        const key = `${index}${block.kind}`
        if (block.kind === 'text') return <Markdown key={key}>{block.text}</Markdown>
        return (
          <div key={key} className="overflow-x-auto">
            <table className="w-full border-collapse text-left [&_td]:border-t [&_td]:border-line [&_td]:py-1.5 [&_td]:pr-4 [&_td]:align-top [&_th]:py-1 [&_th]:pr-4 [&_th]:text-small [&_th]:text-muted [&_p]:my-0">
              <thead>
                <tr>
                  {block.head.map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows.map((row) => (
                  <tr key={row.join('|')}>
                    {row.map((cell, column) => (
                      <td key={`${block.head[column] ?? column}`}>
                        <Markdown>{cell}</Markdown>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      })}
    </div>
  )
}
