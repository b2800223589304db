import type { Download } from '../../contract/downloads.ts';
import type { Log } from '../../log.ts';
import { type Program, readPrograms, writeInstallScript } from './programs.ts';

export interface DownloadsDeps {
  /** Folder of the agent programs that were built with this server; absent: there are none to hand out. */
  readonly agentsFolder?: string | undefined;
  readonly publicUrl: string;
  readonly log: Log;
}

export interface DownloadsService {
  readonly list: () => Promise<{ readonly items: Download[] }>;
  /** Undefined: there is no such file. */
  readonly file: (name: string) => Promise<Program | undefined>;
  readonly installScript: () => Promise<string | undefined>;
}

const INSTALL_PATH = '/install/appliance';

/** The programs for other machines, as this server was built with them. Read once: a new build comes with a new start. */
export function createDownloads({ agentsFolder, publicUrl, log }: DownloadsDeps): DownloadsService {
  let reading: Promise<readonly Program[]> | undefined;
  const read = (): Promise<readonly Program[]> => {
    if (agentsFolder === undefined) return Promise.resolve([]);
    reading ??= readPrograms(agentsFolder).catch((error: unknown) => {
      log.error({ err: error, agentsFolder }, 'the programs for other machines cannot be read; build them with npm run build');
      reading = undefined;
      return [];
    });
    return reading;
  };
  return {
    list: async () => ({ items: (await read()).map(toDownload) }),
    file: async (name) => (await read()).find(({ file }) => file === name),
    installScript: async () => {
      const appliance = (await read()).find(({ name }) => name === 'appliance');
      if (appliance === undefined || agentsFolder === undefined) return undefined;
      return writeInstallScript(agentsFolder, appliance, publicUrl);
    },
  };
}

const toDownload = ({ name, version, file, sha256, content }: Program): Download => ({
  ...{ name, version, file, sha256 },
  path: `/downloads/${file}`,
  bytes: content.length,
  ...(name === 'appliance' ? { installPath: INSTALL_PATH } : {}),
});
