DROP INDEX "launch_nominal";--> statement-breakpoint
CREATE INDEX "launch_nominal" ON "launch" USING btree ("nominal_at","id","schedule_id","owner_id","business_unit_id","verdict");