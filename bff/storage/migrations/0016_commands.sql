CREATE TABLE "appliance_command" (
	"id" uuid PRIMARY KEY NOT NULL,
	"appliance_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"routes" jsonb,
	"vlans" jsonb,
	"state" text NOT NULL,
	"reason" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"boot_id" text
);
--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "network" jsonb;--> statement-breakpoint
ALTER TABLE "appliance_command" ADD CONSTRAINT "appliance_command_appliance_id_appliance_id_fk" FOREIGN KEY ("appliance_id") REFERENCES "public"."appliance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "command_list" ON "appliance_command" USING btree ("appliance_id","created_at","id");--> statement-breakpoint
CREATE INDEX "command_open" ON "appliance_command" USING btree ("appliance_id","id") WHERE "appliance_command"."state" in ('queued', 'delivered', 'running');--> statement-breakpoint
CREATE INDEX "command_expiry" ON "appliance_command" USING btree ("expires_at") WHERE "appliance_command"."state" in ('queued', 'delivered', 'running');