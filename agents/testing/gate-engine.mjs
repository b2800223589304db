// Stands where scand.mjs stands. Before each host it asks the gate of the test, which answers when the test says so:
// `go` reports the host, `crash` ends the process, `lie` reports a host outside of the slice.
import { request } from 'node:http';
import { createInterface } from 'node:readline';

if (process.argv.includes('--versions')) {
  process.stdout.write('{"scand":"gate","engines":[{"name":"gate","version":"1"}]}\n');
  process.exit(0);
}
const ask = (address) =>
  new Promise((resolve, reject) => {
    const sent = request(`${process.env.GATE_URL}/${address}`, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end();
  });
const emit = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const report = (address) => {
  const at = Date.now();
  emit({ kind: 'host', result: { address, alive: true, services: [], findings: [], startedAt: at, finishedAt: at } });
};
let stopped = false;
process.on('SIGTERM', () => {
  stopped = true;
  ask('stopped').catch(() => undefined);
});
const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.kill(-process.pid, 'SIGKILL'));
const order = await new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
emit({ kind: 'started', engine: 'gate' });
for (const { address } of order.hosts) {
  if (stopped) break;
  const word = await ask(address);
  if (word === 'crash') {
    process.stderr.write('The engine met its end.\n');
    process.exit(1);
  }
  report(word === 'lie' ? '203.0.113.99' : address);
}
emit({ kind: 'ended', outcome: stopped ? 'stopped' : 'finished' });
process.exit(0);
