-- AlterTable
ALTER TABLE "SourceImage" ADD COLUMN     "captionDueAt" TIMESTAMP(3),
ADD COLUMN     "captionError" TEXT;

-- CreateIndex
CREATE INDEX "ImportItem_runId_origin_idx" ON "ImportItem"("runId", "origin");

-- CreateIndex
CREATE INDEX "ImportItem_sourceImageId_idx" ON "ImportItem"("sourceImageId");

-- CreateIndex
CREATE INDEX "SourceImage_projectId_turn_phash_idx" ON "SourceImage"("projectId", "turn", "phash");

-- CreateIndex
CREATE INDEX "SourceImage_captionDueAt_idx" ON "SourceImage"("captionDueAt");
