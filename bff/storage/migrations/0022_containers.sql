CREATE TABLE "container" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha" text NOT NULL,
	"name" text NOT NULL,
	"image_id" uuid NOT NULL,
	"image_name" text,
	"sensor_id" uuid NOT NULL,
	"host_name" text,
	"business_unit_id" uuid,
	"state" text NOT NULL,
	"state_changed" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"told_state" text NOT NULL,
	"created" timestamp (3) with time zone NOT NULL,
	"updated" timestamp (3) with time zone NOT NULL,
	"command" text,
	"privileged" boolean,
	"is_root" boolean,
	"ports" jsonb,
	"scan_state" text DEFAULT 'not-scanned' NOT NULL,
	"scan_problem" text,
	"last_vm_scan_date" timestamp (3) with time zone,
	"last_tried_at" timestamp (3) with time zone,
	"scan_trigger" text,
	"manifest_version" text,
	"scan_sensor_id" uuid,
	"severity1_count" integer DEFAULT 0 NOT NULL,
	"severity2_count" integer DEFAULT 0 NOT NULL,
	"severity3_count" integer DEFAULT 0 NOT NULL,
	"severity4_count" integer DEFAULT 0 NOT NULL,
	"severity5_count" integer DEFAULT 0 NOT NULL,
	"fixable_count" integer DEFAULT 0 NOT NULL,
	"drift_counts" integer[] DEFAULT '{0,0,0,0,0,0}' NOT NULL,
	"is_drift" boolean DEFAULT false NOT NULL,
	"drift_software_count" integer DEFAULT 0 NOT NULL,
	"drift_file_count" integer DEFAULT 0 NOT NULL,
	"drift_scanned_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "container_drift" (
	"container_id" uuid PRIMARY KEY NOT NULL,
	"drift" jsonb NOT NULL,
	"gone_findings" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "container_early" (
	"sha" text NOT NULL,
	"sensor_id" uuid NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "container_early_sensor_id_sha_pk" PRIMARY KEY("sensor_id","sha")
);
--> statement-breakpoint
CREATE TABLE "container_finding" (
	"container_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"advisory_id" text NOT NULL,
	"cves" text[] NOT NULL,
	"severity" smallint NOT NULL,
	"title" text NOT NULL,
	"package" text NOT NULL,
	"installed_version" text NOT NULL,
	"fixed_version" text,
	"layer" text,
	"path" text,
	CONSTRAINT "container_finding_container_id_no_pk" PRIMARY KEY("container_id","no")
);
--> statement-breakpoint
CREATE TABLE "trigger_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"image_id" uuid,
	"container_id" uuid,
	"sensor_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"trigger" text,
	"action" text,
	"outcome" text NOT NULL,
	"code" text,
	"reason" text,
	"manifest_version" text,
	"findings" integer,
	"order_id" uuid
);
--> statement-breakpoint
CREATE TABLE "image" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha" text NOT NULL,
	"created" timestamp (3) with time zone,
	"size" bigint,
	"architecture" text,
	"os" text,
	"operating_system" text,
	"scan_state" text DEFAULT 'not-scanned' NOT NULL,
	"scan_problem" text,
	"last_vm_scan_date" timestamp (3) with time zone,
	"last_tried_at" timestamp (3) with time zone,
	"scan_trigger" text,
	"manifest_version" text,
	"scan_sensor_id" uuid,
	"severity1_count" integer DEFAULT 0 NOT NULL,
	"severity2_count" integer DEFAULT 0 NOT NULL,
	"severity3_count" integer DEFAULT 0 NOT NULL,
	"severity4_count" integer DEFAULT 0 NOT NULL,
	"severity5_count" integer DEFAULT 0 NOT NULL,
	"fixable_count" integer DEFAULT 0 NOT NULL,
	"package_count" integer,
	"layer_count" integer,
	"container_count" integer DEFAULT 0 NOT NULL,
	"host_count" integer DEFAULT 0 NOT NULL,
	"business_unit_ids" uuid[] DEFAULT '{}' NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"updated" timestamp (3) with time zone NOT NULL,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "image_finding" (
	"image_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"advisory_id" text NOT NULL,
	"cves" text[] NOT NULL,
	"severity" smallint NOT NULL,
	"title" text NOT NULL,
	"package" text NOT NULL,
	"installed_version" text NOT NULL,
	"fixed_version" text,
	"layer" text,
	"path" text,
	CONSTRAINT "image_finding_image_id_no_pk" PRIMARY KEY("image_id","no")
);
--> statement-breakpoint
CREATE TABLE "image_layers" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"layers" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "image_name" (
	"image_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"registry" text NOT NULL,
	"repository" text NOT NULL,
	"tag" text,
	"digest" text,
	CONSTRAINT "image_name_image_id_reference_pk" PRIMARY KEY("image_id","reference")
);
--> statement-breakpoint
CREATE TABLE "image_on_host" (
	"image_id" uuid NOT NULL,
	"sensor_id" uuid NOT NULL,
	"on_host" boolean NOT NULL,
	"repo_tags" text[] NOT NULL,
	"repo_digests" text[] NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "image_on_host_image_id_sensor_id_pk" PRIMARY KEY("image_id","sensor_id")
);
--> statement-breakpoint
CREATE TABLE "image_package" (
	"image_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"ecosystem" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"source" text,
	"purl" text,
	"path" text,
	"layer" text,
	CONSTRAINT "image_package_image_id_no_pk" PRIMARY KEY("image_id","no")
);
--> statement-breakpoint
CREATE TABLE "sensor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"business_unit_id" uuid,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	"bound_code_hash" text,
	"public_key" text,
	"registered_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	"host_id" text,
	"host_name" text,
	"addresses" text[] DEFAULT '{}' NOT NULL,
	"platform" text,
	"version" text,
	"engine" jsonb,
	"manifest_version" text,
	"boot_id" text,
	"clock_offset_ms" integer,
	"waiting_reports" integer,
	"last_check_in_at" timestamp (3) with time zone,
	"last_report_at" timestamp (3) with time zone,
	"unknown_since" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sensor_name_unique" UNIQUE("name"),
	CONSTRAINT "sensor_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "sensor_public_key_unique" UNIQUE("public_key")
);
--> statement-breakpoint
CREATE TABLE "sensor_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sensor_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"container_id" uuid,
	"state" text NOT NULL,
	"reason" text,
	"ordered_by" text NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "container" ADD CONSTRAINT "container_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "container" ADD CONSTRAINT "container_sensor_id_sensor_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "container_drift" ADD CONSTRAINT "container_drift_container_id_container_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."container"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "container_finding" ADD CONSTRAINT "container_finding_container_id_container_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."container"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trigger_event" ADD CONSTRAINT "trigger_event_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trigger_event" ADD CONSTRAINT "trigger_event_container_id_container_id_fk" FOREIGN KEY ("container_id") REFERENCES "public"."container"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_finding" ADD CONSTRAINT "image_finding_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_layers" ADD CONSTRAINT "image_layers_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_name" ADD CONSTRAINT "image_name_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_on_host" ADD CONSTRAINT "image_on_host_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_on_host" ADD CONSTRAINT "image_on_host_sensor_id_sensor_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensor"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_package" ADD CONSTRAINT "image_package_image_id_image_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."image"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor" ADD CONSTRAINT "sensor_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor_order" ADD CONSTRAINT "sensor_order_sensor_id_sensor_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensor"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "container_by_sha" ON "container" USING btree ("sha");--> statement-breakpoint
CREATE INDEX "container_image" ON "container" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "container_sensor" ON "container" USING btree ("sensor_id","state");--> statement-breakpoint
CREATE INDEX "container_updated" ON "container" USING btree ("updated","id");--> statement-breakpoint
CREATE INDEX "container_scanned" ON "container" USING btree ("last_vm_scan_date","id");--> statement-breakpoint
CREATE INDEX "container_gone" ON "container" USING btree ("state_changed") WHERE state = 'DELETED';--> statement-breakpoint
CREATE INDEX "container_early_age" ON "container_early" USING btree ("at");--> statement-breakpoint
CREATE INDEX "trigger_event_image" ON "trigger_event" USING btree ("image_id","at","id") WHERE image_id is not null;--> statement-breakpoint
CREATE INDEX "trigger_event_container" ON "trigger_event" USING btree ("container_id","at","id") WHERE container_id is not null;--> statement-breakpoint
CREATE INDEX "trigger_event_age" ON "trigger_event" USING brin ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "image_by_sha" ON "image" USING btree ("sha");--> statement-breakpoint
CREATE INDEX "image_updated" ON "image" USING btree ("updated","id");--> statement-breakpoint
CREATE INDEX "image_scanned" ON "image" USING btree ("last_vm_scan_date","id");--> statement-breakpoint
CREATE INDEX "image_gone" ON "image" USING btree ("gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "image_on_host_of" ON "image_on_host" USING btree ("sensor_id","image_id");--> statement-breakpoint
CREATE INDEX "sensor_unit" ON "sensor" USING btree ("business_unit_id");--> statement-breakpoint
CREATE INDEX "sensor_heard" ON "sensor" USING btree ("last_check_in_at");--> statement-breakpoint
CREATE INDEX "sensor_order_open" ON "sensor_order" USING btree ("sensor_id","id") WHERE state in ('queued', 'delivered', 'taken');--> statement-breakpoint
CREATE INDEX "sensor_order_image" ON "sensor_order" USING btree ("image_id","id");--> statement-breakpoint
CREATE INDEX "sensor_order_container" ON "sensor_order" USING btree ("container_id","id") WHERE container_id is not null;--> statement-breakpoint
CREATE INDEX "sensor_order_expiry" ON "sensor_order" USING btree ("expires_at") WHERE state in ('queued', 'delivered', 'taken');