import { notFound } from 'next/navigation'
import { DeskRoom } from '../desk-room'
import { inDevelopment } from '../in-development'

const rooms: Record<string, () => React.ReactNode> = { desk: DeskRoom }

export default async function RoomPage({ params }: { params: Promise<{ room: string }> }) {
  const Room = rooms[(await params).room]
  if (!inDevelopment || !Room) notFound()
  return <Room />
}
