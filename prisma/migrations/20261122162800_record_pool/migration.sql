-- AlterTable
ALTER TABLE "InstructionRecord" ADD COLUMN     "poolIds" UUID[] DEFAULT ARRAY[]::UUID[];
