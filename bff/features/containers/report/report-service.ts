import type { ContainerFinding } from '../../../contract/container-parts.ts';
import { reachOf } from '../../../domain/assets/reach.ts';
import type { Actor } from '../../../domain/identity/role.ts';
import { type Clock, toIso } from '../../../domain/time/instant.ts';
import { htmlPage } from '../../../report/html-page.ts';
import type { Database } from '../../../storage/database.ts';
import type { SentFile } from '../../../text-file.ts';
import { listFindings } from '../finding-store.ts';
import { readHosts } from '../image-detail-store.ts';
import type { ImageService } from '../image-service.ts';
import { shortId, toFinding, toHost } from '../to-contract.ts';
import { type ImageReport, imageReportStyle, renderImageReport } from './image-report.ts';

export interface ImageReportDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly images: Pick<ImageService, 'get' | 'triggers'>;
  readonly product: ImageReport['product'];
  /** The text font as base64 WOFF2, when it is there: a report carries it along. */
  readonly font: string | undefined;
}

/** The newest of its history that a report shows. */
const TRIGGERS_SHOWN = 50;
const BATCH = 1000;

/** The report of an image as one HTML page. */
export function createImageReport({ db, clock, images, product, font }: ImageReportDeps) {
  return async (actor: Actor, id: string): Promise<SentFile> => {
    const image = await images.get(actor, id);
    const hosts = (await readHosts(db, reachOf(actor, 'containers.read'), id)).map(toHost);
    const triggers = (await images.triggers(actor, { id, limit: TRIGGERS_SHOWN })).items;
    const report: ImageReport = { image, hosts, triggers, madeAt: toIso(clock()), madeFor: actor.name, product };
    const style = imageReportStyle(report, font);
    return htmlPage(`image-${shortId(image.sha)}`, renderImageReport(report, eachFinding(db, id), style), style);
  };
}

async function* eachFinding(db: Database, imageId: string): AsyncGenerator<readonly ContainerFinding[]> {
  for (let offset = 0; ; offset += BATCH) {
    const { rows } = await listFindings(db, { imageId }, {}, { offset, limit: BATCH });
    yield rows.map(toFinding);
    if (rows.length < BATCH) return;
  }
}
