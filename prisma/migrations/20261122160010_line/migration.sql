-- CreateEnum
CREATE TYPE "Role" AS ENUM ('rater', 'reviewer', 'admin');

-- CreateEnum
CREATE TYPE "RegionNeed" AS ENUM ('required', 'optional', 'none');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('queued', 'running', 'paused', 'done', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "TaskStatus" AS ENUM ('pending', 'queued', 'running', 'done', 'failed', 'refused', 'cancelled');

-- CreateEnum
CREATE TYPE "CaptionStatus" AS ENUM ('missing', 'draft', 'confirmed');

-- CreateEnum
CREATE TYPE "SeedStatus" AS ENUM ('draft', 'submitted', 'approved', 'returned', 'discarded');

-- CreateEnum
CREATE TYPE "ExemplarOrigin" AS ENUM ('seed', 'sample');

-- CreateEnum
CREATE TYPE "ExpansionKind" AS ENUM ('instructions', 'records');

-- CreateEnum
CREATE TYPE "RegionStatus" AS ENUM ('pending', 'ready', 'refused');

-- CreateEnum
CREATE TYPE "EditMode" AS ENUM ('free-form', 'region');

-- CreateEnum
CREATE TYPE "SampleState" AS ENUM ('none', 'accepted', 'approved', 'rejected');

-- CreateEnum
CREATE TYPE "ReviewStatus" AS ENUM ('pending', 'approval', 'settled', 'void');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('accept', 'reject', 'fix', 'approve', 'overturn');

-- CreateEnum
CREATE TYPE "ReleaseStatus" AS ENUM ('sealing', 'sealed', 'failed');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "siteAdmin" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "disabledAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "guidelines" TEXT NOT NULL DEFAULT '',
    "guidelinesZh" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "nextIdx" BIGINT NOT NULL DEFAULT 0,
    "archivedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("projectId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "expiresAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "windowEnd" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "projectId" UUID,
    "actorId" UUID,
    "actorKind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "objectType" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "requestId" TEXT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Blob" (
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Blob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "ProjectBlob" (
    "projectId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "ProjectBlob_pkey" PRIMARY KEY ("projectId","sha256")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "jobId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "priority" INTEGER NOT NULL,
    "projectId" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeadLetter" (
    "id" UUID NOT NULL,
    "projectId" UUID,
    "name" TEXT NOT NULL,
    "jobId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "priority" INTEGER NOT NULL,
    "error" TEXT NOT NULL,
    "stack" TEXT,
    "failedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retriedAt" TIMESTAMP(3),
    "dismissedAt" TIMESTAMP(3),

    CONSTRAINT "DeadLetter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerHeartbeat" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "info" JSONB NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WorkerHeartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EditType" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "labelZh" TEXT NOT NULL DEFAULT '',
    "definition" TEXT NOT NULL DEFAULT '',
    "definitionZh" TEXT NOT NULL DEFAULT '',
    "region" "RegionNeed" NOT NULL,
    "quota" INTEGER,
    "exportAs" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "archivedAt" TIMESTAMP(3),

    CONSTRAINT "EditType_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportItem" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "uploadSha" TEXT,
    "row" JSONB NOT NULL DEFAULT '{}',
    "status" "TaskStatus" NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "duplicate" BOOLEAN NOT NULL DEFAULT false,
    "field" TEXT,
    "error" TEXT,
    "fix" TEXT,
    "sourceImageId" UUID,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ImportItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceImage" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "originalSha256" TEXT NOT NULL,
    "thumbSha" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "notes" TEXT[],
    "phash" BIGINT NOT NULL,
    "nearDuplicateOfId" UUID,
    "licence" TEXT,
    "attribution" TEXT,
    "caption" TEXT,
    "captionStatus" "CaptionStatus" NOT NULL DEFAULT 'missing',
    "captionBy" TEXT,
    "captionAttempt" INTEGER NOT NULL DEFAULT 0,
    "frameId" UUID,
    "turn" INTEGER NOT NULL DEFAULT 1,
    "parentCandidateId" UUID,
    "rootImageId" UUID,
    "seedCount" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archivedAt" TIMESTAMP(3),
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUserId" UUID,
    "leaseToken" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),

    CONSTRAINT "SourceImage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Frame" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sourceImageId" UUID NOT NULL,
    "scaledWidth" INTEGER NOT NULL,
    "scaledHeight" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "top" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Frame_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seed" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sourceImageId" UUID NOT NULL,
    "regionId" UUID,
    "editTypeId" UUID,
    "instruction" TEXT NOT NULL DEFAULT '',
    "sourceCaption" TEXT NOT NULL DEFAULT '',
    "targetCaption" TEXT NOT NULL DEFAULT '',
    "editObject" TEXT,
    "status" "SeedStatus" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "fingerprint" TEXT,
    "bands" INTEGER[],
    "authorId" UUID,
    "reviewerId" UUID,
    "reviewComment" TEXT,
    "editedByReviewer" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submittedAt" TIMESTAMP(3),
    "decidedAt" TIMESTAMP(3),
    "leaseUserId" UUID,
    "leaseToken" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),

    CONSTRAINT "Seed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Exemplar" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "origin" "ExemplarOrigin" NOT NULL,
    "seedId" UUID,
    "candidateId" UUID,
    "sourceImageId" UUID NOT NULL,
    "regionId" UUID,
    "editTypeId" UUID NOT NULL,
    "instruction" TEXT NOT NULL,
    "sourceCaption" TEXT NOT NULL,
    "targetCaption" TEXT NOT NULL,
    "editObject" TEXT,
    "retiredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Exemplar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpansionRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "ExpansionKind" NOT NULL,
    "params" JSONB NOT NULL,
    "engine" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "dropped" JSONB NOT NULL DEFAULT '{}',
    "promptTokens" INTEGER NOT NULL DEFAULT 0,
    "completionTokens" INTEGER NOT NULL DEFAULT 0,
    "costMicros" BIGINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ExpansionRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpansionTask" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sourceImageId" UUID,
    "count" INTEGER NOT NULL,
    "status" "TaskStatus" NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ExpansionTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PoolInstruction" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "runId" UUID,
    "editTypeId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "editObject" TEXT,
    "fingerprint" TEXT NOT NULL,
    "bands" INTEGER[],
    "exemplarIds" UUID[],
    "engine" JSONB NOT NULL,
    "removedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PoolInstruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstructionRecord" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "idx" BIGINT NOT NULL,
    "runId" UUID,
    "importItemId" UUID,
    "parentId" UUID,
    "sourceImageId" UUID NOT NULL,
    "regionId" UUID,
    "editTypeId" UUID NOT NULL,
    "instruction" TEXT NOT NULL,
    "sourceCaption" TEXT NOT NULL,
    "targetCaption" TEXT NOT NULL,
    "editObject" TEXT,
    "fingerprint" TEXT NOT NULL,
    "exemplarIds" UUID[],
    "engine" JSONB NOT NULL,
    "removedAt" TIMESTAMP(3),
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InstructionRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Region" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "sourceImageId" UUID NOT NULL,
    "frameId" UUID NOT NULL,
    "parentId" UUID,
    "label" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "labelled" BOOLEAN NOT NULL DEFAULT false,
    "status" "RegionStatus" NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "fineSha" TEXT,
    "contourSha" TEXT,
    "boxSha" TEXT,
    "softSha" TEXT,
    "bbox" JSONB,
    "areaFraction" DOUBLE PRECISION,
    "contourCount" INTEGER,
    "engine" JSONB,
    "engineMs" INTEGER,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GenerationRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "mode" "EditMode",
    "params" JSONB NOT NULL,
    "engine" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "candidates" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "GenerationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GenerationTask" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "mode" "EditMode" NOT NULL,
    "samples" INTEGER NOT NULL,
    "seed" BIGINT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "parentCandidateId" UUID,
    "requestedById" UUID,
    "status" "TaskStatus" NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "GenerationTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Candidate" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "sourceImageId" UUID NOT NULL,
    "editTypeId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "mode" "EditMode" NOT NULL,
    "frameId" UUID NOT NULL,
    "regionId" UUID,
    "seed" BIGINT NOT NULL,
    "params" JSONB NOT NULL,
    "engine" JSONB NOT NULL,
    "operation" TEXT NOT NULL,
    "anchorSha" TEXT NOT NULL,
    "sourceSha" TEXT NOT NULL,
    "editedSha" TEXT NOT NULL,
    "maskSha" TEXT,
    "thumbSha" TEXT NOT NULL,
    "parentId" UUID,
    "ssim" DOUBLE PRECISION NOT NULL,
    "l1" DOUBLE PRECISION NOT NULL,
    "l2" DOUBLE PRECISION NOT NULL,
    "perceptual" DOUBLE PRECISION NOT NULL,
    "insideShare" DOUBLE PRECISION,
    "clipSimSource" DOUBLE PRECISION,
    "clipSimTarget" DOUBLE PRECISION,
    "clipSimDir" DOUBLE PRECISION,
    "clipSimImage" DOUBLE PRECISION,
    "dinov2Sim" DOUBLE PRECISION,
    "verdict" JSONB NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "rank" INTEGER,
    "kept" BOOLEAN NOT NULL DEFAULT false,
    "sampleState" "SampleState" NOT NULL DEFAULT 'none',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewItem" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "status" "ReviewStatus" NOT NULL DEFAULT 'pending',
    "priority" INTEGER NOT NULL DEFAULT 10,
    "assignedToId" UUID,
    "parentItemId" UUID,
    "decisionId" UUID,
    "decidedById" UUID,
    "skippedBy" UUID[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedAt" TIMESTAMP(3),
    "leaseUserId" UUID,
    "leaseToken" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMP(3),

    CONSTRAINT "ReviewItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "candidateId" UUID,
    "reasons" TEXT[],
    "comment" TEXT,
    "fix" JSONB,
    "actorId" UUID,
    "actorKind" TEXT NOT NULL,
    "leaseToken" INTEGER,
    "elapsedMs" INTEGER,
    "supersedesId" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Release" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "rules" JSONB NOT NULL,
    "status" "ReleaseStatus" NOT NULL DEFAULT 'sealing',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "rowCount" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "digest" TEXT,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealedAt" TIMESTAMP(3),

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReleaseRow" (
    "releaseId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "candidateId" UUID NOT NULL,
    "payload" JSONB NOT NULL,

    CONSTRAINT "ReleaseRow_pkey" PRIMARY KEY ("releaseId","position")
);

-- CreateTable
CREATE TABLE "ReleaseExport" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "releaseId" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "files" JSONB NOT NULL DEFAULT '[]',
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ReleaseExport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Project_slug_key" ON "Project"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_projectId_id_idx" ON "Invitation"("projectId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_id_idx" ON "ApiToken"("userId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_projectId_id_idx" ON "AuditEvent"("projectId", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_objectType_objectId_idx" ON "AuditEvent"("objectType", "objectId");

-- CreateIndex
CREATE INDEX "DeadLetter_projectId_id_idx" ON "DeadLetter"("projectId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "EditType_projectId_key_key" ON "EditType"("projectId", "key");

-- CreateIndex
CREATE INDEX "ImportRun_projectId_id_idx" ON "ImportRun"("projectId", "id");

-- CreateIndex
CREATE INDEX "ImportRun_status_idx" ON "ImportRun"("status");

-- CreateIndex
CREATE INDEX "ImportItem_runId_status_position_idx" ON "ImportItem"("runId", "status", "position");

-- CreateIndex
CREATE INDEX "ImportItem_status_idx" ON "ImportItem"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ImportItem_runId_position_key" ON "ImportItem"("runId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "SourceImage_parentCandidateId_key" ON "SourceImage"("parentCandidateId");

-- CreateIndex
CREATE INDEX "SourceImage_projectId_id_idx" ON "SourceImage"("projectId", "id");

-- CreateIndex
CREATE INDEX "SourceImage_projectId_captionStatus_id_idx" ON "SourceImage"("projectId", "captionStatus", "id");

-- CreateIndex
CREATE INDEX "SourceImage_projectId_captionStatus_seedCount_id_idx" ON "SourceImage"("projectId", "captionStatus", "seedCount", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SourceImage_projectId_sha256_turn_key" ON "SourceImage"("projectId", "sha256", "turn");

-- CreateIndex
CREATE UNIQUE INDEX "Frame_sourceImageId_scaledWidth_scaledHeight_left_top_size_key" ON "Frame"("sourceImageId", "scaledWidth", "scaledHeight", "left", "top", "size");

-- CreateIndex
CREATE INDEX "Seed_projectId_status_id_idx" ON "Seed"("projectId", "status", "id");

-- CreateIndex
CREATE INDEX "Seed_projectId_authorId_status_id_idx" ON "Seed"("projectId", "authorId", "status", "id");

-- CreateIndex
CREATE INDEX "Seed_projectId_fingerprint_idx" ON "Seed"("projectId", "fingerprint");

-- CreateIndex
CREATE INDEX "Seed_bands_idx" ON "Seed" USING GIN ("bands");

-- CreateIndex
CREATE INDEX "Seed_sourceImageId_idx" ON "Seed"("sourceImageId");

-- CreateIndex
CREATE UNIQUE INDEX "Exemplar_seedId_key" ON "Exemplar"("seedId");

-- CreateIndex
CREATE UNIQUE INDEX "Exemplar_candidateId_key" ON "Exemplar"("candidateId");

-- CreateIndex
CREATE INDEX "Exemplar_projectId_retiredAt_id_idx" ON "Exemplar"("projectId", "retiredAt", "id");

-- CreateIndex
CREATE INDEX "ExpansionRun_projectId_id_idx" ON "ExpansionRun"("projectId", "id");

-- CreateIndex
CREATE INDEX "ExpansionRun_status_idx" ON "ExpansionRun"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ExpansionRun_projectId_number_key" ON "ExpansionRun"("projectId", "number");

-- CreateIndex
CREATE INDEX "ExpansionTask_runId_status_position_idx" ON "ExpansionTask"("runId", "status", "position");

-- CreateIndex
CREATE INDEX "ExpansionTask_status_idx" ON "ExpansionTask"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ExpansionTask_runId_position_key" ON "ExpansionTask"("runId", "position");

-- CreateIndex
CREATE INDEX "PoolInstruction_projectId_removedAt_id_idx" ON "PoolInstruction"("projectId", "removedAt", "id");

-- CreateIndex
CREATE INDEX "PoolInstruction_runId_id_idx" ON "PoolInstruction"("runId", "id");

-- CreateIndex
CREATE INDEX "PoolInstruction_bands_idx" ON "PoolInstruction" USING GIN ("bands");

-- CreateIndex
CREATE UNIQUE INDEX "PoolInstruction_projectId_fingerprint_key" ON "PoolInstruction"("projectId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "InstructionRecord_importItemId_key" ON "InstructionRecord"("importItemId");

-- CreateIndex
CREATE INDEX "InstructionRecord_projectId_removedAt_id_idx" ON "InstructionRecord"("projectId", "removedAt", "id");

-- CreateIndex
CREATE INDEX "InstructionRecord_runId_id_idx" ON "InstructionRecord"("runId", "id");

-- CreateIndex
CREATE INDEX "InstructionRecord_projectId_sourceImageId_fingerprint_idx" ON "InstructionRecord"("projectId", "sourceImageId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "InstructionRecord_projectId_idx_key" ON "InstructionRecord"("projectId", "idx");

-- CreateIndex
CREATE INDEX "Region_sourceImageId_id_idx" ON "Region"("sourceImageId", "id");

-- CreateIndex
CREATE INDEX "Region_projectId_id_idx" ON "Region"("projectId", "id");

-- CreateIndex
CREATE INDEX "Region_status_idx" ON "Region"("status");

-- CreateIndex
CREATE INDEX "GenerationRun_projectId_id_idx" ON "GenerationRun"("projectId", "id");

-- CreateIndex
CREATE INDEX "GenerationRun_status_idx" ON "GenerationRun"("status");

-- CreateIndex
CREATE UNIQUE INDEX "GenerationRun_projectId_number_key" ON "GenerationRun"("projectId", "number");

-- CreateIndex
CREATE INDEX "GenerationTask_runId_status_position_idx" ON "GenerationTask"("runId", "status", "position");

-- CreateIndex
CREATE INDEX "GenerationTask_recordId_idx" ON "GenerationTask"("recordId");

-- CreateIndex
CREATE INDEX "GenerationTask_status_idx" ON "GenerationTask"("status");

-- CreateIndex
CREATE UNIQUE INDEX "GenerationTask_runId_position_key" ON "GenerationTask"("runId", "position");

-- CreateIndex
CREATE INDEX "Candidate_projectId_id_idx" ON "Candidate"("projectId", "id");

-- CreateIndex
CREATE INDEX "Candidate_runId_passed_id_idx" ON "Candidate"("runId", "passed", "id");

-- CreateIndex
CREATE INDEX "Candidate_projectId_sampleState_id_idx" ON "Candidate"("projectId", "sampleState", "id");

-- CreateIndex
CREATE INDEX "Candidate_projectId_sampleState_editTypeId_id_idx" ON "Candidate"("projectId", "sampleState", "editTypeId", "id");

-- CreateIndex
CREATE INDEX "Candidate_recordId_idx" ON "Candidate"("recordId");

-- CreateIndex
CREATE UNIQUE INDEX "Candidate_taskId_index_key" ON "Candidate"("taskId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewItem_taskId_key" ON "ReviewItem"("taskId");

-- CreateIndex
CREATE INDEX "ReviewItem_projectId_status_priority_id_idx" ON "ReviewItem"("projectId", "status", "priority", "id");

-- CreateIndex
CREATE INDEX "ReviewItem_projectId_assignedToId_status_priority_id_idx" ON "ReviewItem"("projectId", "assignedToId", "status", "priority", "id");

-- CreateIndex
CREATE INDEX "ReviewItem_recordId_idx" ON "ReviewItem"("recordId");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_supersedesId_key" ON "Decision"("supersedesId");

-- CreateIndex
CREATE INDEX "Decision_projectId_id_idx" ON "Decision"("projectId", "id");

-- CreateIndex
CREATE INDEX "Decision_projectId_actorId_id_idx" ON "Decision"("projectId", "actorId", "id");

-- CreateIndex
CREATE INDEX "Decision_itemId_id_idx" ON "Decision"("itemId", "id");

-- CreateIndex
CREATE INDEX "Release_projectId_id_idx" ON "Release"("projectId", "id");

-- CreateIndex
CREATE INDEX "Release_status_idx" ON "Release"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Release_projectId_version_key" ON "Release"("projectId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "ReleaseRow_releaseId_candidateId_key" ON "ReleaseRow"("releaseId", "candidateId");

-- CreateIndex
CREATE INDEX "ReleaseExport_releaseId_id_idx" ON "ReleaseExport"("releaseId", "id");

-- CreateIndex
CREATE INDEX "ReleaseExport_status_idx" ON "ReleaseExport"("status");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EditType" ADD CONSTRAINT "EditType_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Frame" ADD CONSTRAINT "Frame_sourceImageId_fkey" FOREIGN KEY ("sourceImageId") REFERENCES "SourceImage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exemplar" ADD CONSTRAINT "Exemplar_seedId_fkey" FOREIGN KEY ("seedId") REFERENCES "Seed"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionTask" ADD CONSTRAINT "ExpansionTask_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ExpansionRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Region" ADD CONSTRAINT "Region_sourceImageId_fkey" FOREIGN KEY ("sourceImageId") REFERENCES "SourceImage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GenerationTask" ADD CONSTRAINT "GenerationTask_runId_fkey" FOREIGN KEY ("runId") REFERENCES "GenerationRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ReviewItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReleaseRow" ADD CONSTRAINT "ReleaseRow_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "Release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReleaseExport" ADD CONSTRAINT "ReleaseExport_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "Release"("id") ON DELETE CASCADE ON UPDATE CASCADE;
