CREATE TABLE "asset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identity" text NOT NULL,
	"address" text,
	"address_order" text,
	"name" text,
	"operating_system" text,
	"products" text[] DEFAULT '{}' NOT NULL,
	"source" text NOT NULL,
	"business_unit_id" uuid,
	"imported_for" uuid,
	"connector_id" uuid,
	"instance_id" text,
	"region" text,
	"instance_state" text,
	"cloud_tags" jsonb,
	"last_seen_at" timestamp (3) with time zone,
	"last_scan_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "asset_known_by" CHECK (case identity when 'address' then address is not null when 'name' then name is not null
      else connector_id is not null and instance_id is not null end)
);
--> statement-breakpoint
CREATE TABLE "asset_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"entries" text[] NOT NULL,
	"hosts" integer NOT NULL,
	"business_unit_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asset_tag" (
	"asset_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "asset_tag_tag_id_asset_id_pk" PRIMARY KEY("tag_id","asset_id")
);
--> statement-breakpoint
CREATE TABLE "connector" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"regions" text[] NOT NULL,
	"endpoint" text,
	"access_key_id" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"address_kind" text NOT NULL,
	"last_sync_at" timestamp (3) with time zone,
	"last_tried_at" timestamp (3) with time zone,
	"last_error" text,
	"next_sync_at" timestamp (3) with time zone NOT NULL,
	"syncing_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tag" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"rule" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "option_profile" DROP CONSTRAINT "option_profile_name_unique";--> statement-breakpoint
ALTER TABLE "option_profile" ADD COLUMN "removed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_imported_for_business_unit_id_fk" FOREIGN KEY ("imported_for") REFERENCES "public"."business_unit"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_connector_id_connector_id_fk" FOREIGN KEY ("connector_id") REFERENCES "public"."connector"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_group" ADD CONSTRAINT "asset_group_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_tag" ADD CONSTRAINT "asset_tag_asset_id_asset_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."asset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_tag" ADD CONSTRAINT "asset_tag_tag_id_tag_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tag"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "asset_by_address" ON "asset" USING btree ("address") WHERE identity = 'address';--> statement-breakpoint
CREATE UNIQUE INDEX "asset_by_name" ON "asset" USING btree ("name") WHERE identity = 'name';--> statement-breakpoint
CREATE UNIQUE INDEX "asset_by_instance" ON "asset" USING btree ("connector_id","instance_id") WHERE identity = 'instance';--> statement-breakpoint
CREATE INDEX "asset_instance_address" ON "asset" USING btree ("address") WHERE identity = 'instance';--> statement-breakpoint
CREATE INDEX "asset_order" ON "asset" USING btree ("address_order","id");--> statement-breakpoint
CREATE INDEX "asset_name" ON "asset" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "asset_created" ON "asset" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "asset_seen" ON "asset" USING btree ("last_seen_at","id");--> statement-breakpoint
CREATE INDEX "asset_unit" ON "asset" USING btree ("business_unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "asset_group_name" ON "asset_group" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "asset_tag_asset" ON "asset_tag" USING btree ("asset_id");--> statement-breakpoint
CREATE UNIQUE INDEX "connector_name" ON "connector" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "connector_due" ON "connector" USING btree ("next_sync_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tag_name" ON "tag" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "option_profile_name" ON "option_profile" USING btree ("name") WHERE removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "option_profile_default" ON "option_profile" USING btree ("is_default") WHERE is_default;