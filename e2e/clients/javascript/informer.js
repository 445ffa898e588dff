// Says each number that the config map "counter" has had, and compares the informer's cache with a list
// when there is a config map "end".

import { setTimeout } from 'node:timers/promises';
import { CoreV1Api, makeInformer } from '@kubernetes/client-node';
import { expect } from './expectation.js';

const RETRY_MILLISECONDS = 200;

export async function inform(cluster, namespace) {
  const core = cluster.makeApiClient(CoreV1Api);
  const list = () => core.listNamespacedConfigMap({ namespace });
  const informer = makeInformer(cluster, `/api/v1/namespaces/${namespace}/configmaps`, list);
  await ended(informer);
  expect('the mirror shows what is there', versions(informer.list()), versions((await list()).items));
}

/** The informer leaves it to its user to begin again when the connection is lost. */
function ended(informer) {
  return new Promise((end, failed) => {
    const count = counter(failed);
    const changed = ({ metadata, data }) => {
      if (metadata.name === 'start') console.log('in step');
      if (metadata.name === 'counter') count(Number(data.number));
      if (metadata.name === 'end') setImmediate(end);
    };
    informer.on('add', changed);
    informer.on('update', changed);
    informer.on('error', () => setTimeout(RETRY_MILLISECONDS).then(() => informer.start()));
    informer.start();
  });
}

/** Says numbers, which never go back. */
function counter(failed) {
  let last = 0;
  return (number) => {
    if (number < last) failed(new Error(`FAILED: the counter went back from ${last} to ${number}`));
    last = number;
    console.log('counter', number);
  };
}

function versions(maps) {
  return Object.fromEntries(maps.map(({ metadata }) => [metadata.name, metadata.resourceVersion]).sort());
}
