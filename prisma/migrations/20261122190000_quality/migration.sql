-- CreateEnum
CREATE TYPE "RaterStage" AS ENUM ('guidelines', 'quiz', 'trial', 'active', 'paused');

-- AlterEnum
ALTER TYPE "Verdict" ADD VALUE 'pick';
ALTER TYPE "Verdict" ADD VALUE 'back';

-- DropIndex
DROP INDEX "ReviewItem_projectId_assignedToId_status_priority_id_idx";

-- DropIndex
DROP INDEX "ReviewItem_taskId_key";

-- AlterTable
ALTER TABLE "Decision" ADD COLUMN     "clientId" UUID,
ADD COLUMN     "flagged" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "goldRight" BOOLEAN,
ADD COLUMN     "pins" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "ratings" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "dailyLimit" INTEGER,
ADD COLUMN     "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "ReviewItem" ADD COLUMN     "audience" TEXT NOT NULL DEFAULT 'everybody',
ADD COLUMN     "authorId" UUID,
ADD COLUMN     "deferredUntil" TIMESTAMP(3),
ADD COLUMN     "goldId" UUID,
ADD COLUMN     "judgedBy" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "lane" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "leaseSince" TIMESTAMP(3),
ADD COLUMN     "reviewReason" TEXT,
ADD COLUMN     "wanted" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "ReviewDraft" (
    "itemId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReviewDraft_pkey" PRIMARY KEY ("itemId","userId")
);

-- CreateTable
CREATE TABLE "GoldItem" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "candidateIds" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "reasons" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMP(3),

    CONSTRAINT "GoldItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rater" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "stage" "RaterStage" NOT NULL,
    "stageSince" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMP(3),
    "goldSeen" INTEGER NOT NULL DEFAULT 0,
    "goldRight" INTEGER NOT NULL DEFAULT 0,
    "drift" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "pausedReason" TEXT,
    "pausedById" UUID,
    "pauseNote" TEXT,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Rater_pkey" PRIMARY KEY ("projectId","userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "GoldItem_taskId_key" ON "GoldItem"("taskId");

-- CreateIndex
CREATE INDEX "GoldItem_projectId_retiredAt_id_idx" ON "GoldItem"("projectId", "retiredAt", "id");

-- CreateIndex
CREATE INDEX "Decision_projectId_createdAt_idx" ON "Decision"("projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_actorId_clientId_key" ON "Decision"("actorId", "clientId");

-- CreateIndex
CREATE INDEX "ReviewItem_projectId_assignedToId_status_lane_priority_id_idx" ON "ReviewItem"("projectId", "assignedToId", "status", "lane", "priority", "id");

-- CreateIndex
CREATE INDEX "ReviewItem_goldId_idx" ON "ReviewItem"("goldId");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewItem_taskId_audience_key" ON "ReviewItem"("taskId", "audience");

-- AddForeignKey
ALTER TABLE "ReviewItem" ADD CONSTRAINT "ReviewItem_goldId_fkey" FOREIGN KEY ("goldId") REFERENCES "GoldItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewDraft" ADD CONSTRAINT "ReviewDraft_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ReviewItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
