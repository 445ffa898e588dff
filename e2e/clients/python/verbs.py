"""Uses every verb, by the client that is generated from the API and by the one that discovers it."""

from kubernetes import client, dynamic, watch

from expectation import expect, refused

JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json"


def verbs(namespace):
    core = client.CoreV1Api()
    maps = ConfigMaps(core, namespace)
    create(maps)
    pages(maps)
    change(maps)
    watched(maps)
    patches(maps)
    merge_by_name(core, namespace)
    discovered(namespace)
    remove(maps)


class ConfigMaps:
    """The config maps of a namespace, by what the client calls them."""

    def __init__(self, core, namespace):
        self.core = core
        self.namespace = namespace

    def create(self, name, color, **options):
        metadata = client.V1ObjectMeta(name=name, labels={"color": color})
        body = client.V1ConfigMap(metadata=metadata, data={"color": color})
        return self.core.create_namespaced_config_map(self.namespace, body, **options)

    def read(self, name):
        return self.core.read_namespaced_config_map(name, self.namespace)

    def list(self, **options):
        return self.core.list_namespaced_config_map(self.namespace, **options)

    def replace(self, body):
        return self.core.replace_namespaced_config_map(body.metadata.name, self.namespace, body)

    def patch(self, name, body, content_type):
        return self.core.patch_namespaced_config_map(name, self.namespace, body, _content_type=content_type)

    def delete(self, name, **options):
        return self.core.delete_namespaced_config_map(name, self.namespace, **options)


def create(maps):
    maps.create("one", "red", dry_run="All")
    with refused("a dry run stores nothing", 404):
        maps.read("one")
    created = maps.create("one", "red")
    expect("what was created is read", maps.read("one"), created)
    with refused("a name is taken once", 409):
        maps.create("one", "red")


def pages(maps):
    names = [f"page-{number}" for number in range(7)]
    for name in names:
        maps.create(name, "blue")
    listed, lengths, token = [], [], None
    while token != "":
        page = maps.list(label_selector="color in (blue)", limit=3, _continue=token)
        token = page.metadata._continue or ""
        lengths.append(len(page.items))
        listed += [item.metadata.name for item in page.items]
    expect("pages are as long as was asked", lengths, [3, 3, 1])
    expect("all pages together have each object once", listed, names)
    one = maps.list(label_selector="color!=blue", field_selector="metadata.name=one")
    expect("selectors select", [item.metadata.name for item in one.items], ["one"])


def change(maps):
    old, fresh = maps.read("one"), maps.read("one")
    fresh.data["color"] = "green"
    expect("an object is replaced", maps.replace(fresh).data, {"color": "green"})
    with refused("an old version is not written back", 409):
        maps.replace(old)


def watched(maps):
    start = maps.list().metadata.resource_version
    maps.patch("one", {"data": {"color": "red"}}, MERGE_PATCH)
    maps.delete("one")
    made = maps.create("one", "red")
    events = watch.Watch().stream(
        maps.core.list_namespaced_config_map,
        maps.namespace,
        field_selector="metadata.name=one",
        resource_version=start,
    )
    seen = [next(events) for _ in range(3)]
    expect("the watch sees every change", [event["type"] for event in seen], ["MODIFIED", "DELETED", "ADDED"])
    expect("the watch tells what was answered", seen[2]["object"], made)


def patches(maps):
    test = {"op": "test", "path": "/data/color", "value": "red"}
    add = {"op": "add", "path": "/data/json", "value": "1"}
    patched = maps.patch("one", [test, add], JSON_PATCH)
    expect("a JSON patch adds and tests", patched.data, {"color": "red", "json": "1"})
    patched = maps.patch("one", {"data": {"json": None, "merge": "2"}}, MERGE_PATCH)
    expect("a merge patch removes with null", patched.data, {"color": "red", "merge": "2"})
    patched = maps.patch("one", {"data": {"$patch": "replace", "color": "red"}}, STRATEGIC_MERGE_PATCH)
    expect("a strategic merge patch replaces", patched.data, {"color": "red"})
    with refused("a failing test changes nothing", 422):
        maps.patch("one", [test | {"value": "blue"}], JSON_PATCH)
    with refused("a list is no merge patch", 400):
        maps.patch("one", [test], MERGE_PATCH)


def merge_by_name(core, namespace):
    def template(*images):
        containers = [client.V1Container(name=image.split(":")[0], image=image) for image in images]
        spec = client.V1PodTemplateSpec(spec=client.V1PodSpec(containers=containers))
        return client.V1PodTemplate(metadata=client.V1ObjectMeta(name="template"), template=spec)

    core.create_namespaced_pod_template(namespace, template("web:1", "log:1"))
    patch = template("log:2", "new:1")
    patched = core.patch_namespaced_pod_template("template", namespace, patch, _content_type=STRATEGIC_MERGE_PATCH)
    images = sorted(container.image for container in patched.template.spec.containers)
    expect("containers are merged by name", images, ["log:2", "new:1", "web:1"])
    core.delete_namespaced_pod_template("template", namespace)


def discovered(namespace):
    """Server-side apply, by a client that reads what there is from the discovery documents."""
    maps = dynamic.DynamicClient(client.ApiClient()).resources.get(api_version="v1", kind="ConfigMap")

    def apply(manager, data, force=False):
        metadata = {"name": "applied", "labels": {"color": "blue"}}
        body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}
        applied = maps.server_side_apply(body, namespace=namespace, field_manager=manager, force_conflicts=force)
        return applied.to_dict()

    apply("first", {"mine": "1", "shared": "1"})
    with refused("two managers conflict", 409):
        apply("second", {"shared": "2"})
    apply("second", {"shared": "2"}, force=True)
    left = apply("first", {})
    expect("what its last manager drops is gone", left["data"], {"shared": "2"})
    managers = sorted(entry["manager"] for entry in left["metadata"]["managedFields"])
    expect("the managers are told", managers, ["first", "second"])


def remove(maps):
    other = client.V1DeleteOptions(preconditions=client.V1Preconditions(uid="another"))
    with refused("another object is not deleted", 409):
        maps.delete("one", body=other)
    expect("the deletion is answered", maps.delete("one").status, "Success")
    with refused("what was deleted is gone", 404):
        maps.read("one")
    maps.core.delete_collection_namespaced_config_map(maps.namespace, label_selector="color=blue")
    expect("a collection is deleted", maps.list(label_selector="color=blue").items, [])
