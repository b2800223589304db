CREATE TABLE "distribution_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"emails" text[] NOT NULL,
	"owner_id" text NOT NULL,
	"business_unit_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"email" text NOT NULL,
	"message_id" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"give_up_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"lease_token" uuid,
	"last_attempt_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"problem" text,
	"response" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"schedule_id" uuid NOT NULL,
	"schedule_title" text NOT NULL,
	"time_zone" text NOT NULL,
	"owner_id" text NOT NULL,
	"business_unit_id" uuid,
	"key" text NOT NULL,
	"facts" jsonb NOT NULL,
	"message" text NOT NULL,
	"group_ids" uuid[] NOT NULL,
	"nominal_at" timestamp (3) with time zone,
	"scan_id" uuid,
	"owed_at" timestamp (3) with time zone NOT NULL,
	"composed_at" timestamp (3) with time zone,
	"subject" text,
	"body" text
);
--> statement-breakpoint
ALTER TABLE "distribution_group" ADD CONSTRAINT "distribution_group_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_group" ADD CONSTRAINT "distribution_group_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "public"."business_unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "distribution_group_name" ON "distribution_group" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "mail_once" ON "mail" USING btree ("notice_id",lower("email"));--> statement-breakpoint
CREATE INDEX "mail_of_notice" ON "mail" USING btree ("notice_id","state");--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("next_attempt_at","id") WHERE state in ('queued','retrying');--> statement-breakpoint
CREATE INDEX "mail_kept" ON "mail" USING btree ("created_at") WHERE state = 'kept';--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "notice" USING btree ("event","schedule_id","key");--> statement-breakpoint
CREATE INDEX "notice_owed" ON "notice" USING btree ("owed_at","id");--> statement-breakpoint
CREATE INDEX "notice_uncomposed" ON "notice" USING btree ("owed_at","id") WHERE composed_at is null;