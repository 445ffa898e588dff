// Uses what outlives a request: commands, logs and ports of a pod.

import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CoreV1Api, Exec, Log, PortForward } from '@kubernetes/client-node';
import { expect } from './expectation.js';

export async function streams(cluster, namespace, pod) {
  const core = cluster.makeApiClient(CoreV1Api);
  const { spec } = await core.readNamespacedPod({ name: pod, namespace });
  const container = spec.containers[0].name;
  await commands(cluster, namespace, pod, container);
  await logs(cluster, namespace, pod, container);
  await ports(cluster, namespace, pod);
}

async function commands(cluster, namespace, pod, container) {
  const out = new PassThrough();
  const errors = new PassThrough();
  const script = 'read line; echo got $line; echo no >&2; exit 7';
  const status = await new Promise((ended, failed) => {
    const input = Readable.from(['hello\n']);
    new Exec(cluster)
      .exec(namespace, pod, container, ['sh', '-c', script], out, errors, input, false, ended)
      .catch(failed);
  });
  expect('the output comes', out.read().toString(), 'got hello\n');
  expect('the errors come', errors.read().toString(), 'no\n');
  expect('the exit code comes', status.details.causes, [{ reason: 'ExitCode', message: '7' }]);
}

async function logs(cluster, namespace, pod, container) {
  const whole = new PassThrough();
  await new Log(cluster).log(namespace, pod, container, whole, { follow: false });
  expect('the log is read', await text(whole), 'started v1\n');

  const followed = new PassThrough();
  const following = await new Log(cluster).log(namespace, pod, container, followed, { follow: true });
  const [line] = await once(followed, 'data');
  expect('the log is followed', line.toString(), 'started v1\n');
  followed.on('error', () => {}); // It is told that nobody listens any more.
  following.abort();
}

async function ports(cluster, namespace, pod) {
  const answer = new PassThrough();
  const request = new PassThrough();
  const forwarding = await new PortForward(cluster).portForward(namespace, pod, [8080], answer, null, request);
  request.write('GET / HTTP/1.0\r\n\r\n');
  let said = '';
  for await (const part of answer) {
    said += part;
    if (said.endsWith(' v1\n')) {
      break;
    }
  }
  expect('a port is forwarded', said.split('\r\n\r\n')[1], `${pod} v1\n`);
  forwarding.close();
}
