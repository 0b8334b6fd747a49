-- AlterTable
ALTER TABLE "Release" ADD COLUMN "about" JSONB NOT NULL DEFAULT '{}';
