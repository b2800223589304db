CREATE INDEX "container_created" ON "container" USING btree ("created","id");--> statement-breakpoint
CREATE INDEX "container_worst" ON "container" USING btree ("state","updated") WHERE severity5_count > 0;--> statement-breakpoint
CREATE INDEX "container_drifted" ON "container" USING btree ("updated","id") WHERE is_drift;--> statement-breakpoint
CREATE INDEX "image_worst" ON "image" USING btree ("updated","id") WHERE severity5_count > 0;--> statement-breakpoint
CREATE INDEX "image_finding_cves" ON "image_finding" USING gin ("cves");--> statement-breakpoint
CREATE INDEX "image_name_registry" ON "image_name" USING btree ("registry","image_id");--> statement-breakpoint
CREATE INDEX "image_name_tag" ON "image_name" USING btree ("tag","image_id") WHERE tag is not null;--> statement-breakpoint
-- Text of QQL is looked for by parts of words (bff/storage/qql/value-test.ts): trigrams find those without reading every row. pg_trgm comes
-- with PostgreSQL and any owner of a database may add it; where it is not installed the lists work without, only slower.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_trgm is not to be had here: %', SQLERRM;
END $$;--> statement-breakpoint
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE INDEX image_name_reference_text ON image_name USING gin (lower(reference COLLATE "C") gin_trgm_ops);
    CREATE INDEX image_name_repository_text ON image_name USING gin (lower(repository COLLATE "C") gin_trgm_ops);
    CREATE INDEX container_name_text ON container USING gin (lower(name COLLATE "C") gin_trgm_ops);
    CREATE INDEX container_image_name_text ON container USING gin (lower(image_name COLLATE "C") gin_trgm_ops);
  END IF;
END $$;--> statement-breakpoint
-- Without it the planner takes a system that a third of the images have for a rare one.
CREATE STATISTICS image_system_text ON (lower(operating_system COLLATE "C")) FROM image;
