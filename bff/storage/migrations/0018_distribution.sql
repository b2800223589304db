CREATE TABLE "appliance_update" (
	"appliance_id" uuid NOT NULL,
	"package" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"from_version" text,
	"to_version" text,
	"reason" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "appliance_update_appliance_id_package_at_state_pk" PRIMARY KEY("appliance_id","package","at","state")
);
--> statement-breakpoint
CREATE TABLE "distributed_package" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"sha256" text NOT NULL,
	"length" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"published_by" text,
	"published_by_name" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "distributed_package_version" UNIQUE("name","version")
);
--> statement-breakpoint
CREATE TABLE "distribution_key" (
	"role" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"sealed_key" text
);
--> statement-breakpoint
CREATE TABLE "distribution_metadata" (
	"role" text NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "distribution_metadata_role_version_pk" PRIMARY KEY("role","version")
);
--> statement-breakpoint
CREATE TABLE "rollout" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"package" text NOT NULL,
	"version" text NOT NULL,
	"former_version" text,
	"phases" jsonb NOT NULL,
	"phase" integer DEFAULT 0 NOT NULL,
	"phase_since" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"state_reason" text,
	"max_failed_percent" integer NOT NULL,
	"failures_since" timestamp (3) with time zone NOT NULL,
	"started_by_name" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appliance" ADD COLUMN "updates" jsonb;--> statement-breakpoint
CREATE INDEX "appliance_update_version" ON "appliance_update" USING btree ("package","to_version");--> statement-breakpoint
CREATE INDEX "appliance_update_received" ON "appliance_update" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "rollout_package" ON "rollout" USING btree ("package","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rollout_one_active" ON "rollout" USING btree ("package") WHERE state in ('running', 'paused');