ALTER TABLE "mail" ALTER COLUMN "notice_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "sealed_text" text;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_of_person" ON "mail" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_of_one" CHECK (("mail"."notice_id" is null) <> ("mail"."person_id" is null));