package dev.timonier.machinery.fake;

import static dev.timonier.machinery.fake.FakeApi.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.fake.Request.Target;
import dev.timonier.machinery.patch.MergeSchema;
import dev.timonier.machinery.patch.MergeSchema.FieldMerge;
import dev.timonier.machinery.patch.MergeSchema.Mode;
import dev.timonier.machinery.patch.StrategicMergePatch;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import io.fabric8.zjsonpatch.JsonPatch;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/// The stored objects, with their history and their watches.
final class ObjectTable {
  private static final String GRACE = "deletionGracePeriodSeconds";

  /// All that the fake knows of strategic merging.
  private static final MergeSchema CONDITIONS_BY_TYPE = ObjectTable::merging;

  private record Key(GroupResource resource, String namespace, String name)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key that) {
      return toString().compareTo(that.toString());
    }
  }

  private record Event(long revision, ApiResource resource, String type, ObjectNode object) {}

  private record Watch(Predicate<Event> wants, Request request, FakeHttpClient.Stream stream) {}

  private final Time time;
  // All guarded by this.
  private final Map<Key, ObjectNode> stored = new TreeMap<>();
  private final List<Event> history = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private long revision = 100;
  private int names;

  ObjectTable(Time time) {
    this.time = time;
  }

  synchronized long revision() {
    return revision;
  }

  synchronized int count(String plural) {
    return (int)
        stored.keySet().stream().filter(k -> k.resource().resource().equals(plural)).count();
  }

  synchronized ObjectNode get(Target target) {
    return present(target).deepCopy();
  }

  synchronized JsonNode list(Target target, Request request) {
    var items = new ArrayList<JsonNode>();
    var wants = filter(target, request);
    for (var entry : stored.entrySet()) {
      if (entry.getKey().resource().equals(target.resource().groupResource())
          && wants.test(entry.getValue())) {
        items.add(shown(entry.getValue(), request));
      }
    }
    return JSON.valueToTree(
        Map.of(
            "kind",
            target.resource().kind().kind() + "List",
            "apiVersion",
            target.resource().groupVersion().toString(),
            "metadata",
            Map.of("resourceVersion", Long.toString(revision)),
            "items",
            items));
  }

  synchronized ObjectNode create(Target target, ObjectNode body) {
    if (target.subresource().equals("eviction")) {
      deleted(target, present(target), Map.of());
      return JSON.createObjectNode();
    }
    if (target.subresource().equals("binding")) {
      return bind(target, body);
    }
    var object = body.deepCopy();
    var metadata = metadata(object);
    if (!metadata.hasNonNull("name")) {
      metadata.put("name", metadata.path("generateName").asText() + "%05d".formatted(names++));
    }
    if (target.resource().namespaced()) {
      metadata.put("namespace", target.namespace());
      refuseInTerminatingNamespace(target);
    }
    var key = key(target, metadata.get("name").asText());
    if (stored.containsKey(key)) {
      throw ApiErrors.alreadyExists(key.resource(), key.name());
    }
    metadata.put("uid", UUID.nameUUIDFromBytes(bytes(key + "#" + revision)).toString());
    metadata.put("creationTimestamp", now());
    metadata.put("generation", 1);
    metadata.remove(List.of("deletionTimestamp", GRACE));
    object.put("kind", target.resource().kind().kind());
    object.put("apiVersion", target.resource().groupVersion().toString());
    if (target.resource().subresource("status").isPresent() && !keepsStatus(target)) {
      object.remove("status");
    }
    return write(target.resource(), key, "ADDED", object);
  }

  /// Assigns a pod to a node.
  private ObjectNode bind(Target target, ObjectNode binding) {
    var pod = present(target).deepCopy();
    var assigned = pod.path("spec").path("nodeName").asText("");
    refuseOtherUid(target, pod, binding);
    if (!assigned.isEmpty()) {
      throw ApiErrors.conflict(
          new GroupResource("", "pods/binding"),
          target.name(),
          "pod " + target.name() + " is already assigned to node \"" + assigned + "\"");
    }
    pod.withObject("/spec").put("nodeName", binding.path("target").path("name").asText());
    write(target.resource(), key(target, target.name()), "MODIFIED", pod);
    return JSON.createObjectNode();
  }

  private static void refuseOtherUid(Target target, ObjectNode object, ObjectNode request) {
    var uid = request.path("metadata").path("uid").asText("");
    if (!uid.isEmpty() && !uid.equals(object.path("metadata").path("uid").asText())) {
      throw ApiErrors.conflict(
          target.resource().groupResource(), target.name(), "the UID in the precondition differs");
    }
  }

  /// Lets tests make pods and nodes in any state at once.
  private static boolean keepsStatus(Target target) {
    return List.of("pods", "nodes", "namespaces").contains(target.resource().plural());
  }

  synchronized ObjectNode update(Target target, ObjectNode body) {
    var before = present(target);
    var expected = body.path("metadata").path("resourceVersion").asText("");
    if (!expected.isEmpty()
        && !expected.equals(before.path("metadata").path("resourceVersion").asText())) {
      throw ApiErrors.modified(target.resource().groupResource(), target.name());
    }
    return stored(target, before, merged(target, before, body.deepCopy()));
  }

  /// What the request may change: the status only, everything but the status, or the finalizers.
  private static ObjectNode merged(Target target, ObjectNode before, ObjectNode body) {
    var after = before.deepCopy();
    if (List.of("status", "approval").contains(target.subresource())) {
      after.set("status", body.path("status"));
      if (body.path("metadata").has("annotations")) {
        metadata(after).set("annotations", body.path("metadata").get("annotations"));
      }
      return after;
    }
    if (target.subresource().equals("finalize")) {
      after.set("spec", body.path("spec"));
      return after;
    }
    if (target.resource().subresource("status").isPresent()) {
      body.remove("status");
      if (before.has("status")) {
        body.set("status", before.get("status"));
      }
    }
    for (var owned :
        List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", GRACE)) {
      var value = before.path("metadata").get(owned);
      metadata(body).remove(owned);
      if (value != null) {
        metadata(body).set(owned, value);
      }
    }
    return body;
  }

  private ObjectNode stored(Target target, ObjectNode before, ObjectNode after) {
    if (!before.path("spec").equals(after.path("spec")) && target.subresource().isEmpty()) {
      metadata(after).put("generation", before.path("metadata").path("generation").asLong() + 1);
    }
    var key = key(target, target.name());
    var unchanged = before.deepCopy();
    metadata(unchanged).remove("resourceVersion");
    var candidate = after.deepCopy();
    metadata(candidate).remove("resourceVersion");
    if (unchanged.equals(candidate)) {
      return before.deepCopy();
    }
    return finished(after)
        ? remove(target.resource(), key, after)
        : write(target.resource(), key, "MODIFIED", after);
  }

  /// Nothing holds an object that is being deleted.
  private static boolean finished(ObjectNode object) {
    var metadata = object.path("metadata");
    return metadata.hasNonNull("deletionTimestamp")
        && metadata.path("finalizers").isEmpty()
        && object.path("spec").path("finalizers").isEmpty()
        && metadata.path(GRACE).asLong(0) == 0;
  }

  synchronized ObjectNode patch(Target target, Request request) {
    var before = present(target);
    var after = patched(before, request);
    refuseOtherUid(target, before, request.body());
    return update(target, after);
  }

  private static ObjectNode patched(ObjectNode before, Request request) {
    return switch (request.contentType().split(";", 2)[0]) {
      case "application/json-patch+json" ->
          (ObjectNode) JsonPatch.apply(request.body().get("patch"), before);
      case "application/merge-patch+json", "application/apply-patch+yaml" -> {
        var after = before.deepCopy();
        merge(after, request.body());
        yield after;
      }
      case "application/strategic-merge-patch+json" ->
          StrategicMergePatch.apply(before, request.body(), CONDITIONS_BY_TYPE);
      default -> throw ApiErrors.unsupportedMediaType("the fake knows no " + request.contentType());
    };
  }

  private static FieldMerge merging(String field) {
    var conditions = field.equals("conditions");
    return new FieldMerge(
        conditions ? Mode.MERGE : Mode.REPLACE,
        Mode.MERGE,
        conditions ? Optional.of("type") : Optional.empty(),
        ObjectTable::merging);
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var field : patch.properties()) {
      if (field.getValue().isNull()) {
        into.remove(field.getKey());
      } else if (field.getValue() instanceof ObjectNode inner) {
        var present =
            into.get(field.getKey()) instanceof ObjectNode object
                ? object
                : into.putObject(field.getKey());
        merge(present, inner);
      } else {
        into.set(field.getKey(), field.getValue());
      }
    }
  }

  synchronized JsonNode deleteAll(Target target, Request request) {
    var wants = filter(target, request);
    for (var entry : List.copyOf(stored.entrySet())) {
      if (entry.getKey().resource().equals(target.resource().groupResource())
          && wants.test(entry.getValue())) {
        var one =
            new Target(target.resource(), entry.getKey().namespace(), entry.getKey().name(), "");
        deleted(one, entry.getValue(), Map.of());
      }
    }
    return JSON.valueToTree(ApiErrors.plain(200, "").status());
  }

  synchronized JsonNode delete(Target target, Request request) {
    var object = present(target);
    var preconditions = request.body().path("preconditions");
    for (var field : List.of("uid", "resourceVersion")) {
      var wanted = preconditions.path(field).asText("");
      var actual = object.path("metadata").path(field).asText("");
      if (!wanted.isEmpty() && !wanted.equals(actual)) {
        throw ApiErrors.conflict(
            target.resource().groupResource(), target.name(), "Precondition failed: " + field);
      }
    }
    var options = new TreeMap<String, String>();
    for (var field : List.of("propagationPolicy", "gracePeriodSeconds")) {
      Optional.ofNullable(request.body().get(field)).ifPresent(v -> options.put(field, v.asText()));
    }
    return deleted(target, object, options);
  }

  private ObjectNode deleted(Target target, ObjectNode before, Map<String, String> options) {
    var after = before.deepCopy();
    var metadata = metadata(after);
    switch (options.getOrDefault("propagationPolicy", "Background")) {
      case "Orphan" -> addFinalizer(metadata, "orphan");
      case "Foreground" -> addFinalizer(metadata, "foregroundDeletion");
      default -> {}
    }
    var grace = grace(target, before, options);
    if (!metadata.hasNonNull("deletionTimestamp")) {
      metadata.put(
          "deletionTimestamp",
          time.instant().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    metadata.put(GRACE, Math.min(grace, metadata.path(GRACE).asLong(Long.MAX_VALUE)));
    if (target.resource().plural().equals("namespaces")) {
      after.withObject("/status").put("phase", "Terminating");
    }
    return stored(target, before, after);
  }

  private static long grace(Target target, ObjectNode object, Map<String, String> options) {
    var running =
        target.resource().plural().equals("pods")
            && object.path("spec").hasNonNull("nodeName")
            && !List.of("Succeeded", "Failed")
                .contains(object.path("status").path("phase").asText());
    var own = object.path("spec").path("terminationGracePeriodSeconds").asLong(30);
    var asked = options.get("gracePeriodSeconds");
    return running ? asked == null ? own : Long.parseLong(asked) : 0;
  }

  private static void addFinalizer(ObjectNode metadata, String finalizer) {
    metadata.withArray("finalizers").add(finalizer);
  }

  synchronized void watch(Target target, Request request, FakeHttpClient.Stream stream) {
    var wants = filter(target, request);
    var watch =
        new Watch(
            event ->
                event.resource().groupResource().equals(target.resource().groupResource())
                    && wants.test(event.object()),
            request,
            stream);
    var from = Long.parseLong(request.query().getOrDefault("resourceVersion", "0"));
    history.stream().filter(event -> event.revision() > from).forEach(event -> tell(watch, event));
    watches.add(watch);
  }

  /// Ends all watches, as a server does that goes away.
  synchronized void endWatches() {
    watches.forEach(watch -> watch.stream().end());
    watches.clear();
  }

  /// Who does not follow the object learns the revision at least.
  private static void tell(Watch watch, Event event) {
    var line = JSON.createObjectNode();
    if (watch.wants().test(event)) {
      line.put("type", event.type());
      line.set("object", shown(event.object(), watch.request()));
    } else {
      line.put("type", "BOOKMARK");
      metadata(line.putObject("object")).put("resourceVersion", Long.toString(event.revision()));
    }
    watch.stream().send(bytes(line + "\n"));
  }

  private ObjectNode write(ApiResource resource, Key key, String type, ObjectNode object) {
    revision++;
    metadata(object).put("resourceVersion", Long.toString(revision));
    stored.put(key, object);
    publish(new Event(revision, resource, type, object));
    return object.deepCopy();
  }

  private ObjectNode remove(ApiResource resource, Key key, ObjectNode object) {
    revision++;
    metadata(object).put("resourceVersion", Long.toString(revision));
    stored.remove(key);
    publish(new Event(revision, resource, "DELETED", object));
    return object.deepCopy();
  }

  private void publish(Event event) {
    history.add(event);
    watches.forEach(watch -> tell(watch, event));
  }

  private void refuseInTerminatingNamespace(Target target) {
    var namespace =
        stored.get(new Key(new GroupResource("", "namespaces"), "", target.namespace()));
    if (namespace != null && namespace.path("metadata").hasNonNull("deletionTimestamp")) {
      var cause =
          new StatusCauseBuilder()
              .withReason("NamespaceTerminating")
              .withMessage("namespace " + target.namespace() + " is being terminated")
              .withField("metadata.namespace")
              .build();
      throw ApiErrors.forbidden(
          target.resource().groupResource(),
          target.name(),
          "unable to create new content in namespace "
              + target.namespace()
              + " because it is being terminated",
          List.of(cause));
    }
  }

  private static Predicate<ObjectNode> filter(Target target, Request request) {
    var labels = Selector.parse(request.query().getOrDefault("labelSelector", ""));
    var fields = request.query().getOrDefault("fieldSelector", "");
    return object ->
        (target.namespace().isEmpty()
                || target.namespace().equals(object.path("metadata").path("namespace").asText()))
            && (target.name().isEmpty()
                || target.name().equals(object.path("metadata").path("name").asText()))
            && labels.matches(labels(object))
            && (fields.isEmpty()
                || List.of(fields.split(",", -1)).stream().allMatch(f -> holds(f, object)));
  }

  private static Map<String, String> labels(ObjectNode object) {
    var labels = new TreeMap<String, String>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static boolean holds(String requirement, ObjectNode object) {
    var pair = requirement.split("=", 2);
    return object.at("/" + pair[0].replace('.', '/')).asText().equals(pair[1]);
  }

  private static JsonNode shown(ObjectNode object, Request request) {
    if (!request.asksForMetadata()) {
      return object;
    }
    var partial = JSON.createObjectNode();
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.get("metadata"));
    return partial;
  }

  private ObjectNode present(Target target) {
    var object = stored.get(key(target, target.name()));
    if (object == null) {
      throw ApiErrors.notFound(target.resource().groupResource(), target.name());
    }
    return object;
  }

  private static Key key(Target target, String name) {
    return new Key(target.resource().groupResource(), target.namespace(), name);
  }

  private static ObjectNode metadata(ObjectNode object) {
    return object.withObject("/metadata");
  }

  private String now() {
    return time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
