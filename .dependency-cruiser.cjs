// Who may import what (docs/decisions/0001-layout.md). Tests may additionally use */testing and the oracle of the time tables.
const TEST = '\\.test\\.tsx?$|/testing/';
const only = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  comment: `${name}: see docs/decisions/0001-layout.md`,
  from: { path: from, pathNot: TEST, ...extra.from },
  to: { pathNot: allowed, ...extra.to },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain-imports-itself', '^bff/domain/', ['^bff/domain/']),
    only('contract-imports-domain', '^bff/contract/', [
      '^bff/contract/',
      '^bff/domain/',
      'node_modules/zod/',
      'node_modules/@orpc/contract/',
    ]),
    only('protocol-imports-zod', '^agents/protocol/', ['^agents/protocol/', 'node_modules/zod/']),
    { name: 'agents-never-import-bff', severity: 'error', from: { path: '^agents/' }, to: { path: '^(bff|web)/' } },
    {
      name: 'bff-takes-only-protocol-signatures-and-signing-from-agents',
      severity: 'error',
      from: { path: '^bff/' },
      to: { path: '^agents/', pathNot: '^agents/(protocol|signatures|signing)/' },
    },
    only('signing-imports-crypto', '^agents/signing/', ['^agents/signing/', '^(node:)?crypto(/|$)']),
    only('signatures-import-zod', '^agents/signatures/', [
      '^agents/signatures/',
      'node_modules/zod/',
      '^(node:)?(crypto|fs|util|zlib)(/|$)',
    ]),
    only('inventory-imports-signatures', '^agents/inventory/', [
      '^agents/(inventory|signatures)/',
      'node_modules/(zod|fzstd)/',
      '^(node:)?(crypto|events|fs|fs/promises|path|stream|util|zlib)(/|$)',
    ]),
    only('registry-imports-inventory', '^agents/registry/', [
      '^agents/(registry|inventory|runtime)/',
      'node_modules/zod/',
      '^(node:)?(fs/promises|http|https|os|path)(/|$)',
    ]),
    only('inline-imports-no-appliance', '^agents/inline/', [
      '^agents/(inline|inventory|registry|engine|runtime|signatures|protocol|signing)/',
      '^agents/scanning/clean-text\\.ts$',
      '^agents/appliance/(open-signatures|version|exit-code)\\.ts$',
      '^agents/sensor/(manifest-keeper|register-sensor|sensor-facts|sensor-folder|wire-inventory)\\.ts$',
      'node_modules/zod/',
      '^(node:)?(crypto|fs|fs/promises|os|path|url|util|zlib)(/|$)',
    ]),
    { name: 'bff-never-imports-web', severity: 'error', from: { path: '^bff/' }, to: { path: '^web/' } },
    {
      name: 'feature-never-imports-feature',
      severity: 'error',
      from: { path: '^(bff|web)/features/([^/]+)/' },
      to: { path: '^$1/features/([^/]+)/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'edges-never-import-features',
      severity: 'error',
      from: { path: '^bff/(cloud|storage|http|jobs|mail|live)/', pathNot: TEST },
      to: { path: '^bff/features/' },
    },
    {
      name: 'express-only-at-the-edge',
      severity: 'error',
      from: { path: '^bff/', pathNot: ['^bff/http/', '-routes\\.ts$', '/routes\\.ts$', '^bff/(app|main)\\.ts$', TEST] },
      to: { path: 'node_modules/(@types/)?express/' },
    },
    {
      name: 'drizzle-only-in-storage-and-stores',
      severity: 'error',
      from: { path: '^bff/', pathNot: ['^bff/storage/', 'store\\.ts$', '-store/', '^bff/http/auth\\.ts$', TEST] },
      to: { path: 'node_modules/drizzle-orm/' },
    },
    {
      name: 'routes-know-no-store',
      severity: 'error',
      from: { path: '^bff/features/.*routes\\.ts$' },
      to: { path: '(store\\.ts$|^bff/storage/)' },
    },
    {
      name: 'service-knows-no-http',
      severity: 'error',
      from: { path: '^bff/features/.*(service|ticker)\\.ts$' },
      to: { path: '^bff/http/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-knows-only-the-contract',
      severity: 'error',
      from: { path: '^web/', pathNot: TEST },
      to: { path: '^(bff|agents)/', pathNot: ['^bff/contract/', '^bff/domain/'] },
    },
    {
      name: 'web-takes-only-types-of-the-domain',
      severity: 'error',
      from: { path: '^web/', pathNot: TEST },
      to: { path: '^bff/domain/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'ui-knows-no-data', severity: 'error', from: { path: '^web/ui/' }, to: { path: '^web/(api|features|routes|app)/' } },
    { name: 'e2e-imports-nothing', severity: 'error', from: { path: '^e2e/' }, to: { path: '^(bff|web|agents)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
