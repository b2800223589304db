CREATE TABLE "throttle" (
	"key" text PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "throttle_expiry" ON "throttle" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "user_primary_contact" ON "user" USING btree ("primary_contact") WHERE primary_contact;