ALTER TABLE "finding" ADD COLUMN "installed_version" text;--> statement-breakpoint
ALTER TABLE "finding" ADD COLUMN "fixed_version" text;--> statement-breakpoint
ALTER TABLE "host_result" ADD COLUMN "signatures" text;