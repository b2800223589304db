CREATE TABLE "appliance_clock" (
	"appliance_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"offset_ms" integer NOT NULL,
	CONSTRAINT "appliance_clock_appliance_id_at_pk" PRIMARY KEY("appliance_id","at")
);
--> statement-breakpoint
CREATE TABLE "appliance_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"appliance_id" uuid NOT NULL,
	"stream" uuid NOT NULL,
	"number" integer NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"machine_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"level" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "appliance_log_stream" (
	"appliance_id" uuid NOT NULL,
	"stream" uuid NOT NULL,
	"last_number" integer NOT NULL,
	CONSTRAINT "appliance_log_stream_appliance_id_stream_pk" PRIMARY KEY("appliance_id","stream")
);
--> statement-breakpoint
CREATE TABLE "appliance_outage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"appliance_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "clock_noted_ms" integer;--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "clock_noted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "appliance_clock" ADD CONSTRAINT "appliance_clock_appliance_id_appliance_id_fk" FOREIGN KEY ("appliance_id") REFERENCES "public"."appliance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appliance_log" ADD CONSTRAINT "appliance_log_appliance_id_appliance_id_fk" FOREIGN KEY ("appliance_id") REFERENCES "public"."appliance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appliance_log_stream" ADD CONSTRAINT "appliance_log_stream_appliance_id_appliance_id_fk" FOREIGN KEY ("appliance_id") REFERENCES "public"."appliance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appliance_outage" ADD CONSTRAINT "appliance_outage_appliance_id_appliance_id_fk" FOREIGN KEY ("appliance_id") REFERENCES "public"."appliance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appliance_clock_age" ON "appliance_clock" USING brin ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "appliance_log_once" ON "appliance_log" USING btree ("appliance_id","stream","number");--> statement-breakpoint
CREATE INDEX "appliance_log_time" ON "appliance_log" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "appliance_log_of" ON "appliance_log" USING btree ("appliance_id","at","id");--> statement-breakpoint
CREATE INDEX "appliance_log_age" ON "appliance_log" USING brin ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "appliance_outage_open" ON "appliance_outage" USING btree ("appliance_id") WHERE ended_at is null;