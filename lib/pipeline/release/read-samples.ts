import type { EngineIdentity } from '@/lib/engines/identity'
import type { Tx } from '@/lib/platform/db'
import type { Split } from './formats/row'

export interface StoredBlob {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
}

/** Everything about one chosen candidate that a release may hold, from the tables where it lives. */
export interface Sample {
  readonly position: number
  readonly split: Split
  readonly parentPosition: number | null
  readonly configuration: 'free-form' | 'region'
  readonly seed: bigint
  readonly params: Readonly<Record<string, string | number | boolean | null>>
  readonly operation: string
  readonly engine: EngineIdentity
  readonly textEngine: EngineIdentity
  readonly regionEngine: EngineIdentity | null
  readonly ssim: number
  readonly l1: number
  readonly l2: number
  readonly perceptual: number
  readonly insideShare: number | null
  readonly clipSimSource: number | null
  readonly clipSimTarget: number | null
  readonly clipSimDir: number | null
  readonly clipSimImage: number | null
  readonly dinov2Sim: number | null
  readonly sampleState: string
  readonly decidedBy: string | null
  readonly idx: bigint
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
  readonly editObject: string | null
  readonly editType: string
  readonly turn: number
  readonly photograph: string
  readonly licence: string | null
  readonly attribution: string | null
  readonly fineSha: string | null
  readonly contourSha: string | null
  readonly boxSha: string | null
  readonly softSha: string | null
  readonly regionLabel: string | null
  readonly source: StoredBlob | null
  readonly edited: StoredBlob | null
  readonly anchor: StoredBlob | null
  readonly mask: StoredBlob | null
}

/** The samples at positions [from, to) of a release that is being sealed, in order. */
export const readSamples = (tx: Tx, releaseId: string, from: number, to: number): Promise<Sample[]> =>
  tx.$queryRaw<Sample[]>`
    SELECT row.position, row.payload ->> 'split' AS split, parent.position AS "parentPosition",
      candidate.mode::text AS configuration, candidate.seed, candidate.params, candidate.operation, candidate.engine,
      record.engine AS "textEngine", region.engine AS "regionEngine",
      candidate.ssim, candidate.l1, candidate.l2, candidate.perceptual, candidate."insideShare",
      candidate."clipSimSource", candidate."clipSimTarget", candidate."clipSimDir", candidate."clipSimImage",
      candidate."dinov2Sim", candidate."sampleState"::text, candidate."decidedBy",
      record.idx, record.instruction, record."sourceCaption", record."targetCaption", record."editObject",
      type.key AS "editType", image.turn, coalesce(root.sha256, image.sha256) AS photograph,
      coalesce(root.licence, image.licence) AS licence, coalesce(root.attribution, image.attribution) AS attribution,
      region."fineSha", region."contourSha", region."boxSha", region."softSha", region.label AS "regionLabel",
      to_jsonb(source) AS source, to_jsonb(edited) AS edited, to_jsonb(anchor) AS anchor, to_jsonb(mask) AS mask
    FROM "ReleaseRow" row
    JOIN "Candidate" candidate ON candidate.id = row."candidateId"
    JOIN "InstructionRecord" record ON record.id = candidate."recordId"
    JOIN "EditType" type ON type.id = candidate."editTypeId"
    JOIN "SourceImage" image ON image.id = candidate."sourceImageId"
    LEFT JOIN "SourceImage" root ON root.id = image."rootImageId"
    LEFT JOIN "Region" region ON region.id = candidate."regionId"
    LEFT JOIN "ReleaseRow" parent ON parent."releaseId" = row."releaseId"
      AND parent."candidateId" = image."parentCandidateId"
    LEFT JOIN "Blob" source ON source.sha256 = candidate."sourceSha"
    LEFT JOIN "Blob" edited ON edited.sha256 = candidate."editedSha"
    LEFT JOIN "Blob" anchor ON anchor.sha256 = candidate."anchorSha"
    LEFT JOIN "Blob" mask ON mask.sha256 = coalesce(candidate."maskSha", region."fineSha")
    WHERE row."releaseId" = ${releaseId}::uuid AND row.position >= ${from} AND row.position < ${to}
    ORDER BY row.position`
