DROP INDEX "schedule_title";--> statement-breakpoint
ALTER TABLE "schedule" ADD COLUMN "search_text" text GENERATED ALWAYS AS (lower(title || chr(10) || time_zone || chr(10) || target::text)) STORED;--> statement-breakpoint
CREATE INDEX "launch_unusual" ON "launch" USING btree ("verdict","nominal_at","id") WHERE verdict <> 'launched';--> statement-breakpoint
CREATE INDEX "schedule_next" ON "schedule" USING btree ("next_launch_at","id");--> statement-breakpoint
CREATE INDEX "schedule_title_lower" ON "schedule" USING btree (lower(title),"id");