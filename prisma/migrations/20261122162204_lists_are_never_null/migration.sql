-- AlterTable
ALTER TABLE "ApiToken" ALTER COLUMN "scopes" SET DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Decision" ALTER COLUMN "reasons" SET DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "InstructionRecord" ALTER COLUMN "exemplarIds" SET DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "PoolInstruction" ALTER COLUMN "bands" SET DEFAULT ARRAY[]::INTEGER[],
ALTER COLUMN "exemplarIds" SET DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "ReviewItem" ALTER COLUMN "skippedBy" SET DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "Seed" ALTER COLUMN "bands" SET DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "SourceImage" ALTER COLUMN "notes" SET DEFAULT ARRAY[]::TEXT[];
