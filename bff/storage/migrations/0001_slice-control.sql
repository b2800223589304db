DROP INDEX "slice_queued";--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "bound_code_hash" text;--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "online_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "slice" ADD COLUMN "control" text;--> statement-breakpoint
ALTER TABLE "slice" ADD COLUMN "control_sent_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "slice_queued" ON "slice" USING btree ((("priority" + 9) % 10),"queued_at","id") WHERE state = 'queued';