-- CreateTable
CREATE TABLE "RegionHint" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "frameId" UUID NOT NULL,
    "prompt" JSONB NOT NULL,
    "status" "RegionStatus" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "rle" JSONB,
    "engine" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RegionHint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RegionHint_createdAt_idx" ON "RegionHint"("createdAt");
