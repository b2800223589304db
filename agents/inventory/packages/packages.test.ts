import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readRootFs } from '../read-root-fs.ts';
import { inChunks, OS_RELEASE } from '../testing/image-of.ts';
import { readValue } from '../testing/read-value.ts';
import { type TarInput, tarOf } from '../testing/tar-of.ts';
import { type ZipInput, zipOf } from '../testing/zip-of.ts';
import { BUILD_INFO_MARK } from './go/parse-build-info.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchbill-inventory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = async (...entries: readonly TarInput[]) => readValue(await readRootFs(inChunks(tarOf(entries), 700)));
const release = (text: string): TarInput => ({ path: 'etc/os-release', content: text });
const brief = ({ packages }: Awaited<ReturnType<typeof read>>) =>
  packages.map(({ ecosystem, name, version, path }) => [ecosystem, name, version, ...(path === undefined ? [] : [path])].join(' '));

describe('packages of distributions', () => {
  test('dpkg: what is installed, its source and the source’s version; not what left its configuration behind', async () => {
    const status = [
      'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nSource: glibc (2.36-9+deb12u4)\nVersion: 2.36-9+deb12u4+b1\nDescription: x\n Version: 9\n',
      'Package: held\nStatus: hold ok installed\nVersion: 1-1\n',
      'Package: gone\nStatus: deinstall ok config-files\nVersion: 1-1\n',
      'Package: half\nStatus: install ok half-configured\nVersion: 1-1\n',
      'Package: nameless\nStatus: install ok installed\n',
    ].join('\n');
    const found = await read(release(OS_RELEASE), { path: 'var/lib/dpkg/status', content: status });
    expect(found.packages.map(({ name, version, source }) => ({ name, version, source }))).toEqual([
      { name: 'held', version: '1-1', source: { name: 'held', version: '1-1' } },
      { name: 'libc6', version: '2.36-9+deb12u4+b1', source: { name: 'glibc', version: '2.36-9+deb12u4' } },
    ]);
    expect(found.notes).toEqual([expect.objectContaining({ code: 'damaged-file', path: 'var/lib/dpkg/status' })]);
  });

  test('dpkg of distroless images: one file a package, its checksums beside it', async () => {
    const found = await read(
      release(OS_RELEASE),
      { path: './var/lib/dpkg/status.d/base', content: 'Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n' },
      { path: './var/lib/dpkg/status.d/base.md5sums', content: 'd41d8cd98f00b204e9800998ecf8427e  etc/x\n' },
      { path: './var/lib/dpkg/status.d/libssl3', content: 'Package: libssl3\nSource: openssl\nVersion: 3.0.15-1~deb12u1\n' },
    );
    expect(brief(found)).toEqual(['Debian:12 base-files 12.4+deb12u5', 'Debian:12 libssl3 3.0.15-1~deb12u1']);
  });

  test('apk: the origin is the source', async () => {
    const installed =
      'C:Q1x\nP:libcrypto3\nV:3.1.4-r5\nA:x86_64\no:openssl\nF:lib\nR:libcrypto.so.3\n\nP:musl\nV:1.2.4_git20230717-r4\nA:x86_64\no:musl\n\n';
    const found = await read(release('ID=alpine\nVERSION_ID=3.19.1\n'), { path: 'lib/apk/db/installed', content: installed });
    expect(found.os).toEqual({ id: 'alpine', version: '3.19.1', name: 'alpine', ecosystem: 'Alpine:v3.19' });
    expect(found.packages[0]).toMatchObject({
      source: { name: 'openssl', version: '3.1.4-r5' },
      purl: 'pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.19.1',
    });
    expect(brief(found)).toEqual(['Alpine:v3.19 libcrypto3 3.1.4-r5', 'Alpine:v3.19 musl 1.2.4_git20230717-r4']);
  });

  test.each([
    ['ID=ubuntu\nVERSION_ID="22.04"', 'Ubuntu:22.04:LTS'],
    ['ID=ubuntu\nVERSION_ID="23.10"', 'Ubuntu:23.10'],
    ['ID="rocky"\nVERSION_ID="9.3"', 'Rocky Linux:9'],
    ['ID="almalinux"\nVERSION_ID="8.9"', 'AlmaLinux:8'],
    ['ID="rhel"\nVERSION_ID="9.4"', 'Red Hat:9'],
    ['ID="sles"\nVERSION_ID="15.5"', 'SUSE:Linux Enterprise Server 15 SP5'],
    ['ID="opensuse-leap"\nVERSION_ID="15.5"', 'openSUSE:Leap 15.5'],
    ['ID=wolfi\nVERSION_ID=20230201', 'Wolfi'],
    ['ID=debian', undefined],
    ['ID=fedora\nVERSION_ID=40', undefined],
    ['ID=constructor\nVERSION_ID=1', undefined],
  ])('the release of %j is %s', async (text, ecosystem) => {
    expect((await read(release(text))).os?.ecosystem).toBe(ecosystem);
  });

  test('a distribution that does not name itself is noted', async () => {
    const found = await read({ path: 'var/lib/dpkg/status', content: 'Package: a\nStatus: install ok installed\nVersion: 1\n' });
    expect(found.notes).toEqual([expect.objectContaining({ code: 'unknown-distribution' })]);
  });

  test('the old databases of rpm are noted, not passed over', async () => {
    const found = await read({ path: 'var/lib/rpm/Packages', content: 'x' }, { path: 'usr/lib/sysimage/rpm/Packages.db', content: 'x' });
    expect(found.notes.map(({ code, path }) => [code, path])).toEqual([
      ['not-readable', 'var/lib/rpm/Packages'],
      ['not-readable', 'usr/lib/sysimage/rpm/Packages.db'],
    ]);
  });
});

const hasRpm = spawnSync('rpmbuild', ['--version']).status === 0;
if (!hasRpm) process.stderr.write('\nSKIPPED: the packages of a real rpm database, because rpmbuild is not installed.\n');

/** A database made by rpm itself, with enough packages for a tree of pages and headers that overflow their page. */
const makeDatabase = (): { database: string; list: string } => {
  const changes = Array.from({ length: 200 }, (_, at) => `* Mon Nov 02 2026 A <a@corp.example> - ${at}\n- ${'change '.repeat(10)}`).join(
    '\n',
  );
  const head = 'Version: 1.2~rc1\nRelease: 3.el9\nEpoch: 2\nSummary: s\nLicense: MIT\nBuildArch: noarch';
  const parts = Array.from({ length: 25 }, (_, at) => `%package part${at}\nSummary: s\n%description part${at}\nd\n%files part${at}`);
  writeFileSync(join(folder, 't.spec'), `Name: tool\n${head}\n%description\nd\n%files\n${parts.join('\n')}\n%changelog\n${changes}\n`);
  execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${folder}/build`, join(folder, 't.spec')], { stdio: 'ignore' });
  const rpm = (...more: string[]) =>
    execFileSync('rpm', ['--root', `${folder}/root`, '--dbpath', '/var/lib/rpm', ...more], { encoding: 'utf8' });
  execFileSync('sh', [
    '-c',
    `mkdir -p ${folder}/root && rpm --root ${folder}/root --dbpath /var/lib/rpm --nodeps -i ${folder}/build/RPMS/noarch/*.rpm`,
  ]);
  return {
    database: `${folder}/root/var/lib/rpm/rpmdb.sqlite`,
    list: rpm('-qa', '--qf', '%{name} %{epoch}:%{version}-%{release} %{arch} %{sourcerpm}\n'),
  };
};

test.skipIf(!hasRpm)('rpm: the packages of a database are those that rpm lists', async () => {
  const { database, list } = makeDatabase();
  const found = await read(release('ID=rocky\nVERSION_ID=9.3\n'), {
    path: 'usr/lib/sysimage/rpm/rpmdb.sqlite',
    content: readFileSync(database),
  });
  expect(found.notes).toEqual([]);
  expect(found.packages).toHaveLength(26);
  expect(found.packages.map(({ name, version }) => `${name} ${version} noarch tool-1.2~rc1-3.el9.src.rpm`).sort()).toEqual(
    list.trim().split('\n').sort(),
  );
  expect(found.packages[0]).toMatchObject({
    ecosystem: 'Rocky Linux:9',
    source: { name: 'tool', version: '1.2~rc1-3.el9' },
    purl: 'pkg:rpm/rocky/tool@1.2~rc1-3.el9?arch=noarch&distro=rocky-9.3&epoch=2',
  });
  const broken = Buffer.from(readFileSync(database)).fill(0xff, 4096);
  expect((await read({ path: 'var/lib/rpm/rpmdb.sqlite', content: broken })).notes).toEqual([
    expect.objectContaining({ code: 'damaged-file' }),
  ]);
});

const varint = (length: number): Buffer => (length < 128 ? Buffer.from([length]) : Buffer.from([(length & 127) | 128, length >> 7]));

const goProgram = (modules: string): Buffer => {
  const text = Buffer.concat([Buffer.alloc(16, 1), Buffer.from(modules), Buffer.alloc(16, 2)]);
  const version = Buffer.from('go1.22.3');
  const mark = Buffer.concat([BUILD_INFO_MARK, Buffer.from([8, 2]), Buffer.alloc(16)]);
  const decoy = Buffer.concat([BUILD_INFO_MARK, Buffer.from(' is a text of this program')]);
  const start = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(12 + 3200), decoy, Buffer.alloc(600_000)]);
  const aligned = Buffer.concat([start, Buffer.alloc((16 - (start.length % 16)) % 16)]);
  return Buffer.concat([aligned, mark, varint(version.length), version, varint(text.length), text, Buffer.alloc(5000)]);
};

const jar = (entries: readonly ZipInput[]): Buffer => zipOf(entries);
const pom = (group: string, artifact: string, version: string): ZipInput => ({
  name: `META-INF/maven/${group}/${artifact}/pom.properties`,
  content: Buffer.from(`#Created by Maven\ngroupId=${group}\nartifactId=${artifact}\nversion=${version}\n`),
  deflate: true,
});

describe('packages of languages', () => {
  test('npm: installed packages, scoped and nested; not what lies beside them', async () => {
    const found = await read(
      { path: 'app/node_modules/express/package.json', content: '{"name":"express","version":"4.18.2"}' },
      { path: 'app/node_modules/@babel/core/package.json', content: '\uFEFF{"name":"@babel/core","version":"7.0.0"}' },
      { path: 'app/node_modules/express/node_modules/qs/package.json', content: '{"name":"qs","version":"6.11.0"}' },
      { path: 'app/node_modules/express/esm/package.json', content: '{"type":"module"}' },
      { path: 'app/node_modules/stub/package.json', content: '{"type":"module"}' },
      { path: 'app/package.json', content: '{"name":"app","version":"1.0.0"}' },
      { path: 'app/node_modules/broken/package.json', content: '{"name":' },
    );
    expect(brief(found)).toEqual([
      'npm @babel/core 7.0.0 app/node_modules/@babel/core/package.json',
      'npm express 4.18.2 app/node_modules/express/package.json',
      'npm qs 6.11.0 app/node_modules/express/node_modules/qs/package.json',
    ]);
    expect(found.packages[0]?.purl).toBe('pkg:npm/%40babel/core@7.0.0');
    expect(found.notes).toEqual([expect.objectContaining({ code: 'damaged-file', path: 'app/node_modules/broken/package.json' })]);
  });

  test('pip: names in the one spelling that advisories use', async () => {
    const found = await read(
      {
        path: 'usr/lib/python3/dist-packages/Zope.Interface-5.0.dist-info/METADATA',
        content: 'Metadata-Version: 2.1\nName: Zope.Interface\nVersion: 5.0\n\nName: no\n',
      },
      { path: 'usr/lib/python3/dist-packages/six.egg-info', content: 'Name: six\nVersion: 1.16.0\n' },
      { path: 'opt/venv/lib/python3.11/site-packages/pip_tools.egg-info/PKG-INFO', content: 'Name: pip_tools\nVersion: 7.0\n' },
    );
    expect(brief(found).map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
      'PyPI pip-tools 7.0',
      'PyPI six 1.16.0',
      'PyPI zope-interface 5.0',
    ]);
  });

  test('Go: the modules of a program and its standard library, across chunks, past a text like the mark', async () => {
    const modules =
      'path\tcorp.example/tool\nmod\tcorp.example/tool\t(devel)\t\ndep\tgithub.com/a/b\tv1.2.3\th1:x=\ndep\tgolang.org/x/net\tv0.1.0\th1:x=\n=>\tgithub.com/fork/net\tv0.2.0\th1:y=\n';
    const content = goProgram(modules);
    const found = await read({ path: 'usr/bin/tool', content, mode: 0o755 }, { path: 'usr/share/tool', content });
    expect(brief(found)).toEqual([
      'Go github.com/a/b v1.2.3 usr/bin/tool',
      'Go github.com/fork/net v0.2.0 usr/bin/tool',
      'Go stdlib 1.22.3 usr/bin/tool',
    ]);
  });

  test('jar: what Maven recorded, also in jars inside; else the manifest and the name', async () => {
    const inner = jar([pom('org.apache.logging.log4j', 'log4j-core', '2.14.1')]);
    const shaded = jar([
      pom('com.google.guava', 'guava', '31.0-jre'),
      pom('corp.example', 'app', '1.0'),
      { name: 'BOOT-INF/lib/log4j-core-2.14.1.jar', content: inner },
    ]);
    const manifest = Buffer.from(
      'Manifest-Version: 1.0\r\nImplementation-Vendor-Id: org.spring\r\n framework\r\nImplementation-Version: 5\r\n\r\nName: x\r\n',
    );
    const found = await read(
      { path: 'app/app.jar', content: shaded },
      { path: 'lib/spring-core-5.3.1.jar', content: jar([{ name: 'META-INF/MANIFEST.MF', content: manifest, deflate: true }]) },
      { path: 'lib/cut.jar', content: inner.subarray(0, 80) },
    );
    expect(brief(found)).toEqual([
      'Maven com.google.guava:guava 31.0-jre app/app.jar',
      'Maven corp.example:app 1.0 app/app.jar',
      'Maven org.apache.logging.log4j:log4j-core 2.14.1 app/app.jar!/BOOT-INF/lib/log4j-core-2.14.1.jar',
      'Maven org.springframework:spring-core 5.3.1 lib/spring-core-5.3.1.jar',
    ]);
    expect(found.packages[0]?.purl).toBe('pkg:maven/com.google.guava/guava@31.0-jre');
    expect(found.notes).toEqual([expect.objectContaining({ code: 'damaged-file', path: 'lib/cut.jar' })]);
  });

  test('a jar that unpacks to more than is read is noted', async () => {
    const bomb = deflateRawSync(Buffer.alloc(2 * 1024 * 1024));
    const content = zipOf([{ name: 'META-INF/MANIFEST.MF', content: bomb, isDeflated: true }]);
    expect((await read({ path: 'a.jar', content })).notes).toEqual([expect.objectContaining({ code: 'damaged-file' })]);
  });
});
