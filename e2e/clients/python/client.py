"""Drives a cluster with the official Python client, and ends at the first thing that is not as it should be.

    client.py verbs NAMESPACE        creates, reads, lists in pages, watches, patches and deletes
    client.py streams NAMESPACE POD  runs commands, reads logs and forwards a port
    client.py inform NAMESPACE       an informer stays in step until there is a config map "end"
"""

import sys

from kubernetes import config

from informer import inform
from streams import streams
from verbs import verbs

COMMANDS = {"verbs": verbs, "streams": streams, "inform": inform}


def main(command, *arguments):
    config.load_kube_config()
    COMMANDS[command](*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
