import { notFound } from 'next/navigation'
import { AuthorRoom } from '../author-room'
import { DeskRoom } from '../desk-room'
import { FrameRoom } from '../frame-room'
import { inDevelopment } from '../in-development'
import { LineRoom } from '../line-room'
import { PartsRoom } from '../parts-room'

const rooms: Record<string, () => React.ReactNode> = {
  author: AuthorRoom,
  desk: DeskRoom,
  frame: FrameRoom,
  line: LineRoom,
  parts: PartsRoom,
}

export default async function RoomPage({ params }: { params: Promise<{ room: string }> }) {
  const Room = rooms[(await params).room]
  if (!inDevelopment || !Room) notFound()
  return <Room />
}
