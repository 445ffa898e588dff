"""Says each number that the config map "counter" has had, and compares the informer's cache with a list when
there is a config map "end"."""

import logging
import os
from threading import Event

from kubernetes import client
from kubernetes.informer import ADDED, MODIFIED, SharedInformer

from expectation import Difference, expect


def inform(namespace):
    logging.disable()  # Of each attempt to connect to a server that is down.
    core = client.CoreV1Api()
    ended = Event()
    changed = handler(ended)
    maps = SharedInformer(core.list_namespaced_config_map, namespace)
    maps.add_event_handler(ADDED, changed)
    maps.add_event_handler(MODIFIED, changed)
    maps.start()
    ended.wait()
    expect("the mirror shows what is there", versions(maps.cache.list()), versions(listed(core, namespace)))


def handler(ended):
    last = 0

    def changed(config_map):
        nonlocal last
        if config_map.metadata.name == "start":
            print("in step", flush=True)
        if config_map.metadata.name == "end":
            ended.set()
        if config_map.metadata.name == "counter":
            last = advance(last, int(config_map.data["number"]))

    return changed


def advance(last, number):
    """The informer swallows what its handlers raise, so that a difference has to end the program here."""
    if number < last:
        print(Difference(f"FAILED: the counter went back from {last} to {number}"), flush=True)
        os._exit(1)
    print("counter", number, flush=True)
    return number


def listed(core, namespace):
    return core.list_namespaced_config_map(namespace).items


def versions(maps):
    return {config_map.metadata.name: config_map.metadata.resource_version for config_map in maps}
