import { describe, expect, it } from 'vitest'
import { splitTables } from './split-tables'

describe('splitTables', () => {
  it('cuts a table out of the text around it', () => {
    expect(splitTables('Before\n\n| Do | Don’t |\n|---|:-:|\n| a \\| b | c |\n\nAfter')).toEqual([
      { kind: 'text', text: 'Before\n' },
      { kind: 'table', head: ['Do', 'Don’t'], rows: [['a | b', 'c']] },
      { kind: 'text', text: '\nAfter' },
    ])
  })

  it('leaves a line with bars alone that is no table', () => {
    expect(splitTables('| not a table |\nsecond line')).toEqual([
      { kind: 'text', text: '| not a table |\nsecond line' },
    ])
  })
})
