export type { QuotaView, SeedFinding, SeedTexts, SeedView } from './schema'
