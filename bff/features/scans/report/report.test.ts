// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { instant } from '../../../domain/time/instant.ts';
import { cssString } from '../../../report/report-style.ts';
import { inBatches, sampleHost, sampleReport, textOf } from '../testing/report-sample.ts';
import { renderCsv } from './csv-report.ts';
import { renderHtml, styleOf } from './html-report.ts';
import { renderJson } from './json-report.ts';
import type { ReportHost, ReportModel } from './report-model.ts';
import { durationText, spanText, timeText } from './report-words.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  '<!-- -->&lt;b&gt;&#60;i&#62;',
  ']]>\u202etxt.exe',
  '{{constructor.constructor("alert(1)")()}}',
  'javascript:alert(1)',
];

const at = (iso: string) => instant(Date.parse(iso));
const page = async (model: ReportModel, hosts: readonly ReportHost[] = []) =>
  new DOMParser().parseFromString(await textOf(renderHtml(model, inBatches(hosts), styleOf(model, undefined))), 'text/html');
const words = (node: Element | null | undefined) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Every text of a value replaced by `text`, but for those that choose among fixed words. */
const spoil = <T>(value: T, text: string): T => {
  const KEEP = ['timeZone', 'state', 'verdict', 'reasonCode', 'protocol', 'address', 'id'];
  const go = (one: unknown, key: string): unknown => {
    if (typeof one === 'string') return KEEP.includes(key) ? one : text;
    if (Array.isArray(one)) return one.map((item) => go(item, key));
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, go(member, name)]));
  };
  return go(value, '') as T;
};

describe('the HTML report', () => {
  it('says the result in a sentence and in five figures, with what changed', async () => {
    const document = await page(sampleReport());
    expect(words(document.querySelector('h1'))).toBe('PCI DMZ, weekly');
    expect(words(document.querySelector('.summary'))).toBe(
      '256 addresses were scanned, 241 answered. There are 118 findings: 6 of severity 5 and 19 of severity 4. ' +
        'Since the run of 19 Feb 9 are new, 21 are fixed, 109 remain. All slices finished; nothing was left out.',
    );
    expect([...document.querySelectorAll('.figures div')].map(words)).toEqual([
      'hosts alive241of 256',
      'open services1,064+3',
      'findings118−12',
      'fixable now8774 %',
      'severity 56+2 new',
    ]);
  });

  it('shows times in the zone asked for, names it, and repeats them in the zone of the schedule', async () => {
    const own = await page(sampleReport());
    expect(words(own.querySelector('header'))).toContain('Thu 26 Feb 2026, 02:30 to 04:12 PST');
    const berlin = await page(sampleReport({ timeZone: 'Europe/Berlin' }));
    expect(words(berlin.querySelector('header'))).toContain('Thu 26 Feb 2026, 11:30 to 13:12 CET (02:30 to 04:12 PST)');
    expect(words(berlin.querySelector('.made'))).toBe('Made Thu 5 Mar 2026, 19:42 CETfor Mara Okafor');
  });

  it('lists findings by kind with evidence, places, solution, and since when', async () => {
    const document = await page(sampleReport());
    const rows = [...document.querySelectorAll('.findings tbody tr')].map(words);
    expect(rows[0]).toContain('9.2p1-2 on 10.20.0.31:22, 10.20.0.44:22 and 3 more');
    expect(rows[0]).toMatch(/CVE-2024-6387 ?5\+ new$/);
    expect(rows[1]).toMatch(/Update log4j-core to 2.17.1 or later CVE-2021-44228 ?112 Feb$/);
    expect(rows[3]).toMatch(/12 Dec 2025$/);
  });

  it('lists hosts with services and findings, and the silent ones as ranges', async () => {
    const silent = (n: number) => sampleHost(n, { alive: false, services: [], findings: [] });
    const document = await page(sampleReport(), [sampleHost(1), sampleHost(3), silent(4), silent(5), silent(6), silent(9)]);
    const rows = [...document.querySelectorAll('.hosts tbody tr')].map(words);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('22/tcp OpenSSH 9.2p1 Debian 2 (ssh)');
    expect(rows[0]).toContain('OpenSSH server race in signal handling (regreSSHion) on 22');
    expect(rows[1]).toContain('web-edge-3.dmz.corp.example10.20.0.3');
    expect(words(document.body)).toContain('4 addresses did not answer.10.20.0.4-10.20.0.6, 10.20.0.9');
  });

  it('says how it ran', async () => {
    const facts = words((await page(sampleReport())).querySelector('.facts'));
    expect(facts).toContain('In time, 0.05 s after due. Due 02:30 PST by schedule PCI DMZ, weekly.');
    expect(facts).toContain('lax-scan-01 (10 slices, clock within 11 ms, nmap 7.93)');
    expect(facts).toContain('16 of 16 done in 1 h 42 min');
    const sample = sampleReport();
    const late = {
      ...sample,
      run: {
        ...sample.run,
        launch: { verdict: 'late', dueAt: at('2026-02-26T10:24:00Z'), lateByMs: 360_000, reasonCode: 'platform-down' },
      },
    };
    expect(words((await page(late)).querySelector('.facts'))).toContain(
      'Late by 6 min: the platform was not running when it was due. Due 02:24 PST',
    );
  });

  it('says that it is partial, canceled, or that something was left out', async () => {
    const sample = sampleReport();
    const running = {
      ...sample,
      scan: { ...sample.scan, state: 'running' as const, endedAt: undefined },
      notScanned: ['10.20.0.200-10.20.0.255'],
    };
    const document = await page({ ...running, counts: { ...sample.counts, hostsDone: 200 } });
    expect(words(document.querySelector('.note'))).toContain('This report is partial: the scan is running, 200 of 256 hosts');
    expect(words(document.body)).toContain('Not scanned yet10.20.0.200-10.20.0.255');
    expect(words(document.querySelector('.summary'))).not.toContain('nothing was left out');
    const failed = {
      ...sample,
      scan: { ...sample.scan, errorReason: '1 of 16 slices failed, 16 hosts were not scanned' },
      notScanned: ['10.20.0.0-10.20.0.15'],
    };
    const notes = [...(await page(failed)).querySelectorAll('.note')].map(words);
    expect(notes).toEqual(['1 of 16 slices failed, 16 hosts were not scanned.', 'Not scanned: 10.20.0.0-10.20.0.15.']);
  });

  it.each(HOSTILE)('shows %j as text, in whatever field it comes', async (text) => {
    const host = spoil(sampleHost(1), text);
    const document = await page(spoil(sampleReport(), text), [host, { ...host, failure: text }]);
    expect(document.querySelectorAll('script, img, iframe, object, embed, link, base, a, form, input')).toHaveLength(0);
    expect(document.querySelectorAll('style')).toHaveLength(1);
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|^href$|^src$|:/);
        expect(value).not.toContain('alert');
      }
    }
    expect(document.querySelector('h1')!.textContent).toBe(text.replace('\u202e', '\ufffd'));
    expect(document.querySelector('style')!.textContent).not.toMatch(/[<>]\/?(script|style|svg|img)/);
  });

  it('needs nothing from outside', async () => {
    const text = await textOf(renderHtml(sampleReport(), inBatches([sampleHost(1)]), styleOf(sampleReport(), 'd09GMg==')));
    expect(text.match(/https?:\/\//g)).toBeNull();
    expect(text.match(/url\((?!data:font\/woff2)/g)).toBeNull();
  });

  it('writes text into CSS only letter by letter', () => {
    expect(cssString('a"; } </style>\n\\')).toBe('"a\\22 \\3b  \\7d  \\3c \\2f style\\3e \\a \\5c "');
  });
});

/** A reader of RFC 4180, written for this test. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const [, value, end] = cell.exec(text)!;
    rows.at(-1)!.push(value!.startsWith('"') ? value!.slice(1, -1).replaceAll('""', '"') : value!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('the CSV report', () => {
  it('has a row for each finding and each service without one, and reads back', async () => {
    const evidence = 'line 1\nline 2, "quoted"';
    const [finding] = sampleHost(1).findings;
    const host = sampleHost(1, { findings: [{ ...finding!, evidence }] });
    const [head, ...rows] = parseCsv(await textOf(renderCsv(inBatches([host, sampleHost(2), sampleHost(17)]))));
    const read = rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]])));
    expect(rows.every((row) => row.length === head!.length)).toBe(true);
    expect(read.map(({ address, port, finding: key }) => `${address} ${port} ${key}`)).toEqual([
      '10.20.0.1 22 openssh-regresshion',
      '10.20.0.1 443 ',
      '10.20.0.1 5432 ',
      '10.20.0.2 22 ',
      '10.20.0.2 443 ',
      '10.20.0.2 5432 ',
    ]);
    expect(read[0]).toMatchObject({ severity: '5', cves: 'CVE-2024-6387', evidence, product: 'OpenSSH', seen_at: '2026-02-26T10:36:10Z' });
    expect(read[0]).toMatchObject({ installed_version: '1:9.2p1-2', fixed_version: '1:9.2p1-2+deb12u3', signatures: '2026.02.26-1' });
  });

  it.each(['=cmd|calc', '+1', '-2', '@SUM(A1)', '\tx', '\rx'])('takes the formula out of %j', async (text) => {
    const host = sampleHost(2, { hostname: text, services: [{ port: 1, protocol: 'tcp', product: text, tls: false }] });
    const [head, row] = parseCsv(await textOf(renderCsv(inBatches([host]))));
    expect(row![head!.indexOf('hostname')]).toBe(`'${text}`);
    expect(row![head!.indexOf('product')]).toBe(`'${text}`);
  });
});

describe('the JSON report', () => {
  it('is one value with the hosts last, also without hosts', async () => {
    const hosts = [sampleHost(1), sampleHost(2), sampleHost(3)];
    const read = JSON.parse(await textOf(renderJson(sampleReport(), inBatches(hosts, 2))));
    expect(Object.keys(read)).toEqual([
      'format',
      'madeAt',
      'partial',
      'scan',
      'counts',
      'comparison',
      'kinds',
      'kindsLeftOut',
      'notScanned',
      'run',
      'hosts',
    ]);
    expect(read).toMatchObject({
      format: 'watchbill-report/1',
      partial: false,
      counts: { severity: { s5: 6 } },
      scan: { startedAt: '2026-02-26T10:30:01.920Z' },
    });
    expect(read.hosts.map(({ address }: { address: string }) => address)).toEqual(['10.20.0.1', '10.20.0.2', '10.20.0.3']);
    expect(JSON.parse(await textOf(renderJson(sampleReport(), inBatches([])))).hosts).toEqual([]);
  });
});

describe('words of a report', () => {
  it.each([
    [50, '0.05 s'],
    [1920, '1.92 s'],
    [42_000, '42 s'],
    [360_000, '6 min'],
    [6_120_000, '1 h 42 min'],
    [183_600_000, '2 d 3 h'],
  ])('%i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('names both zones of a span over a change of the clocks, and the day of an end after midnight', () => {
    expect(spanText('America/Los_Angeles', at('2026-03-08T09:30:00Z'), at('2026-03-08T10:30:00Z'))).toBe('01:30 PST to 03:30 PDT');
    expect(spanText('UTC', at('2026-03-08T23:30:00Z'), at('2026-03-09T01:00:00Z'))).toBe('23:30 to Mon 9 Mar 2026, 01:00 UTC');
    expect(timeText('Asia/Kathmandu', at('2026-09-01T00:00:00Z'))).toMatch(/^Tue 1 Sep 2026, 05:45 /);
  });
});
