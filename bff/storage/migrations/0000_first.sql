CREATE TABLE "appliance" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"location" text,
	"poll_interval_seconds" integer NOT NULL,
	"prompt_delivery" boolean NOT NULL,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	"public_key" text,
	"registered_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	"last_poll_at" timestamp (3) with time zone,
	"next_poll_at" timestamp (3) with time zone,
	"boot_id" text,
	"host_name" text,
	"addresses" text[] DEFAULT '{}' NOT NULL,
	"capacity" jsonb,
	"versions" jsonb,
	"clock_offset_ms" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "appliance_name_unique" UNIQUE("name"),
	CONSTRAINT "appliance_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "appliance_public_key_unique" UNIQUE("public_key"),
	CONSTRAINT "appliance_interval" CHECK ("appliance"."poll_interval_seconds" between 1 and 3600)
);
--> statement-breakpoint
CREATE TABLE "applied_report" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"slice_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "used_token" (
	"appliance_id" uuid NOT NULL,
	"jti" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_token_appliance_id_jti_pk" PRIMARY KEY("appliance_id","jti")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"role" text DEFAULT 'reader' NOT NULL,
	"primary_contact" boolean DEFAULT false NOT NULL,
	"business_unit_id" uuid,
	"time_zone" text,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"id" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_answer" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotent_answer_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"section" text PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scan_id" uuid NOT NULL,
	"address" text NOT NULL,
	"key" text NOT NULL,
	"severity" smallint NOT NULL,
	"title" text NOT NULL,
	"port" integer,
	"protocol" text,
	"cves" text[] NOT NULL,
	"evidence" text NOT NULL,
	"solution" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host_result" (
	"scan_id" uuid NOT NULL,
	"address" text NOT NULL,
	"slice_id" uuid NOT NULL,
	"appliance_id" uuid NOT NULL,
	"hostname" text,
	"alive" boolean NOT NULL,
	"operating_system" text,
	"failure" text,
	"services" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	"s1" smallint NOT NULL,
	"s2" smallint NOT NULL,
	"s3" smallint NOT NULL,
	"s4" smallint NOT NULL,
	"s5" smallint NOT NULL,
	CONSTRAINT "host_result_scan_id_address_pk" PRIMARY KEY("scan_id","address")
);
--> statement-breakpoint
CREATE TABLE "scan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "scan_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"revision" integer DEFAULT 1 NOT NULL,
	"schedule_id" uuid,
	"schedule_revision" integer,
	"title" text NOT NULL,
	"time_zone" text,
	"target" jsonb NOT NULL,
	"option_profile_id" uuid NOT NULL,
	"profile" jsonb NOT NULL,
	"scanners" jsonb NOT NULL,
	"priority" smallint NOT NULL,
	"duration" jsonb,
	"owner_id" text NOT NULL,
	"business_unit_id" uuid,
	"state" text NOT NULL,
	"paused_by" text,
	"outcome" text,
	"error_reason" text,
	"due_at" timestamp (3) with time zone,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"offered_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"uploaded_at" timestamp (3) with time zone,
	"indexed_at" timestamp (3) with time zone,
	"segment_started_at" timestamp (3) with time zone,
	"pauses_at" timestamp (3) with time zone,
	"cancels_at" timestamp (3) with time zone,
	"resumes_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"hosts_total" integer NOT NULL,
	"hosts_done" integer DEFAULT 0 NOT NULL,
	"hosts_alive" integer DEFAULT 0 NOT NULL,
	"services_count" integer DEFAULT 0 NOT NULL,
	"s1" integer DEFAULT 0 NOT NULL,
	"s2" integer DEFAULT 0 NOT NULL,
	"s3" integer DEFAULT 0 NOT NULL,
	"s4" integer DEFAULT 0 NOT NULL,
	"s5" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scan_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"hosts" jsonb NOT NULL,
	"hosts_total" integer NOT NULL,
	"hosts_done" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"priority" smallint NOT NULL,
	"scanners" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"appliance_id" uuid,
	"lease_expires_at" timestamp (3) with time zone,
	"queued_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slice_attempt" (
	"slice_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"appliance_id" uuid NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"reason" text,
	CONSTRAINT "slice_attempt_slice_id_attempt_pk" PRIMARY KEY("slice_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "business_unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "business_unit_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "launch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"schedule_id" uuid NOT NULL,
	"schedule_title" text NOT NULL,
	"time_zone" text NOT NULL,
	"owner_id" text NOT NULL,
	"business_unit_id" uuid,
	"nominal_at" timestamp (3) with time zone NOT NULL,
	"local" text NOT NULL,
	"note" text,
	"verdict" text NOT NULL,
	"reason" jsonb,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"late_by_seconds" integer,
	"scan_id" uuid
);
--> statement-breakpoint
CREATE TABLE "option_profile" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"engine" text NOT NULL,
	"ports" text NOT NULL,
	"intensity" text NOT NULL,
	"host_timeout_minutes" integer NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "option_profile_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "schedule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"target" jsonb NOT NULL,
	"option_profile_id" uuid NOT NULL,
	"scanners" jsonb NOT NULL,
	"priority" smallint DEFAULT 0 NOT NULL,
	"start_local" text NOT NULL,
	"time_zone" text NOT NULL,
	"observe_dst" boolean NOT NULL,
	"gap" text NOT NULL,
	"fold" text NOT NULL,
	"recurrence" jsonb NOT NULL,
	"ends_after" integer,
	"duration" jsonb,
	"notifications" jsonb NOT NULL,
	"owner_id" text NOT NULL,
	"business_unit_id" uuid,
	"active" boolean NOT NULL,
	"inactive_reason" text,
	"occurrences_counted" integer DEFAULT 0 NOT NULL,
	"errors_in_a_row" integer DEFAULT 0 NOT NULL,
	"next_launch_at" timestamp (3) with time zone,
	"next_launch_local" text,
	"next_launch_offset_minutes" integer,
	"next_launch_note" text,
	"last_scan_id" uuid,
	"last_launch_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_scan_id_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_result" ADD CONSTRAINT "host_result_scan_id_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan" ADD CONSTRAINT "scan_option_profile_id_option_profile_id_fk" FOREIGN KEY ("option_profile_id") REFERENCES "public"."option_profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan" ADD CONSTRAINT "scan_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan" ADD CONSTRAINT "scan_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slice" ADD CONSTRAINT "slice_scan_id_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slice_attempt" ADD CONSTRAINT "slice_attempt_slice_id_slice_id_fk" FOREIGN KEY ("slice_id") REFERENCES "public"."slice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_option_profile_id_option_profile_id_fk" FOREIGN KEY ("option_profile_id") REFERENCES "public"."option_profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "used_token_expiry" ON "used_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_object" ON "audit_entry" USING btree ("object_type","object_id");--> statement-breakpoint
CREATE INDEX "idempotent_created" ON "idempotent_answer" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "finding_scan" ON "finding" USING btree ("scan_id","severity","key");--> statement-breakpoint
CREATE UNIQUE INDEX "scan_number" ON "scan" USING btree ("number");--> statement-breakpoint
CREATE INDEX "scan_created" ON "scan" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "scan_schedule" ON "scan" USING btree ("schedule_id","created_at");--> statement-breakpoint
CREATE INDEX "scan_active" ON "scan" USING btree ("state") WHERE state in ('queued','running','pausing','paused','canceling');--> statement-breakpoint
CREATE INDEX "scan_timed" ON "scan" USING btree ("pauses_at") WHERE pauses_at is not null or cancels_at is not null or resumes_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "slice_of_scan" ON "slice" USING btree ("scan_id","index");--> statement-breakpoint
CREATE INDEX "slice_queued" ON "slice" USING btree ("priority","queued_at","id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "slice_leased" ON "slice" USING btree ("lease_expires_at") WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX "slice_appliance" ON "slice" USING btree ("appliance_id") WHERE state = 'leased';--> statement-breakpoint
CREATE UNIQUE INDEX "launch_once" ON "launch" USING btree ("schedule_id","nominal_at");--> statement-breakpoint
CREATE INDEX "launch_nominal" ON "launch" USING btree ("nominal_at","id");--> statement-breakpoint
CREATE INDEX "launch_waiting" ON "launch" USING btree ("nominal_at","id") WHERE verdict = 'waiting';--> statement-breakpoint
CREATE INDEX "schedule_due" ON "schedule" USING btree ("next_launch_at","id") WHERE active and next_launch_at is not null;--> statement-breakpoint
CREATE INDEX "schedule_title" ON "schedule" USING btree ("title","id");--> statement-breakpoint
CREATE INDEX "schedule_owner" ON "schedule" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "schedule_unit" ON "schedule" USING btree ("business_unit_id");