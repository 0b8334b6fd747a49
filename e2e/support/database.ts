import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

/** The database of the installation in `home`, for what tests assert behind the product's back. */
export const openDatabase = (home: string): pg.Pool => {
  const { password, port } = JSON.parse(readFileSync(path.join(home, 'postgres/access.json'), 'utf8'))
  const pool = new pg.Pool({
    host: '127.0.0.1',
    port,
    user: 'exemplar',
    database: 'exemplar',
    password,
    max: 4,
  })
  // Tests end servers on purpose; the next query says what is wrong, if it still is.
  pool.on('error', () => {})
  return pool
}
