-- AlterTable
ALTER TABLE "Candidate" ALTER COLUMN "ssim" DROP NOT NULL;

-- AlterTable
ALTER TABLE "GenerationRun" ADD COLUMN     "byHand" BOOLEAN NOT NULL DEFAULT false;
