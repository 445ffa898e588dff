// Drives a cluster with the official JavaScript client, and ends at the first thing that is not as it
// should be:
//
//   client.js verbs NAMESPACE        creates, reads, lists in pages, watches, patches and deletes
//   client.js streams NAMESPACE POD  runs commands, reads logs and forwards a port
//   client.js inform NAMESPACE       an informer stays in step until there is a config map "end"

import { KubeConfig } from '@kubernetes/client-node';
import { inform } from './informer.js';
import { streams } from './streams.js';
import { verbs } from './verbs.js';

const commands = { verbs, streams, inform };
const [command, ...rest] = process.argv.slice(2);
const cluster = new KubeConfig();
cluster.loadFromDefault();
try {
  await commands[command](cluster, ...rest);
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
