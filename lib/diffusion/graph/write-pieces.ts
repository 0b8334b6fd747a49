import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { type Piece, pieceLength } from './insert-control'

const blockBytes = 8 << 20

/** Joins neighbours, so that ten thousand untouched nodes are a few copies. */
const merge = (pieces: readonly Piece[]): Piece[] => {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    const follows =
      !(piece instanceof Uint8Array) && last && !(last instanceof Uint8Array) && last.end === piece.start
    if (follows) merged[merged.length - 1] = { start: last.start, end: piece.end }
    else merged.push(piece)
  }
  return merged
}

const copyRange = async (from: FileHandle, to: FileHandle, start: number, end: number): Promise<void> => {
  const block = Buffer.alloc(Math.min(blockBytes, end - start))
  for (let at = start; at < end; ) {
    const { bytesRead } = await from.read(block, 0, Math.min(block.length, end - at), at)
    if (bytesRead === 0) throw new Error('the source file became shorter while it was copied')
    await to.writeFile(block.subarray(0, bytesRead))
    at += bytesRead
  }
}

/** Writes a file of pieces of `source` and new bytes: all of it or nothing, under its name only when complete. */
export const writePieces = async (
  source: string,
  pieces: readonly Piece[],
  target: string,
): Promise<number> => {
  const unfinished = `${target}.${randomUUID()}.part`
  const from = await open(source, 'r')
  try {
    const to = await open(unfinished, 'wx')
    try {
      for (const piece of merge(pieces))
        if (piece instanceof Uint8Array) await to.writeFile(piece)
        else await copyRange(from, to, piece.start, piece.end)
      await to.sync()
    } finally {
      await to.close()
    }
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  } finally {
    await from.close()
  }
  return pieces.reduce((sum, piece) => sum + pieceLength(piece), 0)
}
