export { serveWorkTime } from './serve-work-time'
