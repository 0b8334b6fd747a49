export { candidateView } from './schema'
