// Uses every verb, by the client of one group and by the one that takes objects of any kind.

import {
  CoreV1Api,
  KubernetesObjectApi,
  PatchStrategy,
  setHeaderOptions,
  Watch,
} from '@kubernetes/client-node';
import { expect, refused } from './expectation.js';

export async function verbs(cluster, namespace) {
  const maps = new ConfigMaps(cluster.makeApiClient(CoreV1Api), namespace);
  await create(maps);
  await pages(maps);
  await change(maps);
  await watched(cluster, maps);
  await patches(maps);
  await mergeByName(maps.core, namespace);
  await ofAnyKind(cluster, namespace);
  await remove(maps);
}

/** The config maps of a namespace, by what the client calls them. */
class ConfigMaps {
  constructor(core, namespace) {
    this.core = core;
    this.namespace = namespace;
  }

  create(name, color, options = {}) {
    const body = { metadata: { name, labels: { color } }, data: { color } };
    return this.core.createNamespacedConfigMap({ namespace: this.namespace, body, ...options });
  }

  read(name) {
    return this.core.readNamespacedConfigMap({ name, namespace: this.namespace });
  }

  list(options = {}) {
    return this.core.listNamespacedConfigMap({ namespace: this.namespace, ...options });
  }

  replace(body) {
    return this.core.replaceNamespacedConfigMap({ name: body.metadata.name, namespace: this.namespace, body });
  }

  patch(name, body, strategy, options = {}) {
    const request = { name, namespace: this.namespace, body, ...options };
    return this.core.patchNamespacedConfigMap(request, setHeaderOptions('Content-Type', strategy));
  }

  delete(name, body) {
    return this.core.deleteNamespacedConfigMap({ name, namespace: this.namespace, body });
  }
}

async function create(maps) {
  await maps.create('one', 'red', { dryRun: 'All' });
  await refused('a dry run stores nothing', maps.read('one'), 404);
  const created = await maps.create('one', 'red');
  expect('what was created is read', await maps.read('one'), created);
  await refused('a name is taken once', maps.create('one', 'red'), 409);
}

async function pages(maps) {
  const names = Array.from({ length: 7 }, (_, number) => `page-${number}`);
  for (const name of names) {
    await maps.create(name, 'blue');
  }
  const lengths = [];
  const listed = [];
  let token;
  do {
    const page = await maps.list({ labelSelector: 'color in (blue)', limit: 3, _continue: token });
    token = page.metadata._continue;
    lengths.push(page.items.length);
    listed.push(...page.items.map((item) => item.metadata.name));
  } while (token);
  expect('pages are as long as was asked', lengths, [3, 3, 1]);
  expect('all pages together have each object once', listed, names);
  const one = await maps.list({ labelSelector: 'color!=blue', fieldSelector: 'metadata.name=one' });
  expect('selectors select', one.items.map((item) => item.metadata.name), ['one']);
}

async function change(maps) {
  const old = await maps.read('one');
  const changed = await maps.replace({ ...old, data: { color: 'green' } });
  expect('an object is replaced', changed.data, { color: 'green' });
  await refused('an old version is not written back', maps.replace(old), 409);
}

async function watched(cluster, maps) {
  const { metadata } = await maps.list();
  await maps.patch('one', { data: { color: 'red' } }, PatchStrategy.MergePatch);
  await maps.delete('one');
  const made = await maps.create('one', 'red');

  const seen = await firstEvents(cluster, 3, `/api/v1/namespaces/${maps.namespace}/configmaps`, {
    fieldSelector: 'metadata.name=one',
    resourceVersion: metadata.resourceVersion,
  });
  expect('the watch sees every change', seen.map(({ type }) => type), ['MODIFIED', 'DELETED', 'ADDED']);
  expect('the watch tells what was answered', seen[2].object.metadata.uid, made.metadata.uid);
}

async function firstEvents(cluster, number, path, query) {
  const seen = [];
  let watching;
  await new Promise((enough, failed) => {
    const event = (type, object) => seen.push({ type, object }) === number && enough();
    watching = new Watch(cluster).watch(path, query, event, (error) => error && failed(error));
  });
  (await watching).abort();
  return seen;
}

async function patches(maps) {
  const test = { op: 'test', path: '/data/color', value: 'red' };
  const add = { op: 'add', path: '/data/json', value: '1' };
  const json = await maps.patch('one', [test, add], PatchStrategy.JsonPatch);
  expect('a JSON patch adds and tests', json.data, { color: 'red', json: '1' });
  const merged = await maps.patch('one', { data: { json: null, merge: '2' } }, PatchStrategy.MergePatch);
  expect('a merge patch removes with null', merged.data, { color: 'red', merge: '2' });
  const replacing = { data: { $patch: 'replace', color: 'red' } };
  const replaced = await maps.patch('one', replacing, PatchStrategy.StrategicMergePatch);
  expect('a strategic merge patch replaces', replaced.data, { color: 'red' });
  const failing = maps.patch('one', [{ ...test, value: 'blue' }], PatchStrategy.JsonPatch);
  await refused('a failing test changes nothing', failing, 422);
  await apply(maps);
}

async function apply(maps) {
  const wish = (fieldManager, data, force = false) => {
    const metadata = { name: 'applied', labels: { color: 'blue' } };
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    return maps.patch('applied', body, PatchStrategy.ServerSideApply, { fieldManager, force });
  };
  await wish('first', { mine: '1', shared: '1' });
  await refused('two managers conflict', wish('second', { shared: '2' }), 409);
  await wish('second', { shared: '2' }, true);
  const left = await wish('first', {});
  expect('what its last manager drops is gone', left.data, { shared: '2' });
}

async function mergeByName(core, namespace) {
  const template = (...images) => {
    const containers = images.map((image) => ({ name: image.split(':')[0], image }));
    return { metadata: { name: 'template' }, template: { spec: { containers } } };
  };
  await core.createNamespacedPodTemplate({ namespace, body: template('web:1', 'log:1') });
  const patched = await core.patchNamespacedPodTemplate(
    { name: 'template', namespace, body: template('log:2', 'new:1') },
    setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
  );
  const images = patched.template.spec.containers.map(({ image }) => image).sort();
  expect('containers are merged by name', images, ['log:2', 'new:1', 'web:1']);
  await core.deleteNamespacedPodTemplate({ name: 'template', namespace });
}

async function ofAnyKind(cluster, namespace) {
  const objects = KubernetesObjectApi.makeApiClient(cluster);
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'any', namespace } };
  await objects.create({ ...policy, spec });
  const patch = { ...policy, spec: { policyTypes: ['Egress'] } };
  const patched = await objects.patch(patch, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  expect('an object of any kind is patched', patched.spec.policyTypes, ['Egress']);
  const listed = await objects.list(policy.apiVersion, policy.kind, namespace);
  expect('and listed', listed.items.map((item) => item.metadata.name), ['any']);
  await objects.delete(policy);
  await refused('and deleted', objects.read(policy), 404);
}

async function remove(maps) {
  await refused('another object is not deleted', maps.delete('one', { preconditions: { uid: 'another' } }), 409);
  expect('the deletion is answered', (await maps.delete('one')).status, 'Success');
  await refused('what was deleted is gone', maps.read('one'), 404);
  await maps.core.deleteCollectionNamespacedConfigMap({ namespace: maps.namespace, labelSelector: 'color=blue' });
  expect('a collection is deleted', (await maps.list({ labelSelector: 'color=blue' })).items, []);
}
