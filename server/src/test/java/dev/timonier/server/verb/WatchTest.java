package dev.timonier.server.verb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What those who watch are told, and when
/// (<https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes>).
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  @AutoClose private final TestServer server = new TestServer();

  private TestServer.Watch watch(String query) {
    return watch(server.admin(), query);
  }

  private TestServer.Watch watch(TestServer.Client client, String query) {
    return client.watch(CONFIG_MAPS + "?watch=true&" + query, this::take);
  }

  private void take(byte[] frame) {
    frames.add(JsonReader.tree(frame));
  }

  @Test
  void yamlIsNoFormatOfWatches() {
    var client = server.admin().with("Accept", "application/yaml");
    var refused = client.get(CONFIG_MAPS + "?watch=true&timeoutSeconds=1");
    assertThat(refused.code()).isEqualTo(406);
    var status = YamlReader.read(refused.text().getBytes(UTF_8)).tree();
    assertThat(status.path("message").asText())
        .isEqualTo(
            "only the following media types are accepted: application/json;stream=watch,"
                + " application/vnd.kubernetes.protobuf;stream=watch");
  }

  /// Type and name.
  private String next() throws InterruptedException {
    var frame = frames.take();
    return frame.path("type").asText() + " " + frame.at("/object/metadata/name").asText();
  }

  /// @return the resource version
  private String create(String name) {
    return create(name, "{}");
  }

  private String create(String name, String labels) {
    var answer =
        server
            .admin()
            .post(CONFIG_MAPS, "{metadata: {name: " + name + ", labels: " + labels + "}}");
    assertThat(answer.code()).isEqualTo(201);
    return answer.body().at("/metadata/resourceVersion").asText();
  }

  private void patch(String name, String yaml) {
    var answer = server.admin().patch(CONFIG_MAPS + "/" + name, "merge-patch+json", yaml);
    assertThat(answer.code()).isEqualTo(200);
  }

  @Test
  void watchWithoutVersionBeginsWithWhatIsThere() throws Exception {
    create("a");
    try (var _ = watch("")) {
      create("b");
      assertThat(next()).isEqualTo("ADDED a");
      assertThat(next()).isEqualTo("ADDED b");
    }
  }

  @Test
  void watchFromAVersionTellsWhatCameAfterIt() throws Exception {
    create("a");
    var version = create("b");
    create("c");
    try (var _ = watch("resourceVersion=" + version)) {
      server.admin().delete(CONFIG_MAPS + "/a");
      assertThat(next()).isEqualTo("ADDED c");
      assertThat(next()).isEqualTo("DELETED a");
    }
  }

  @Test
  void watchThatWantsNoInitialEventsBeginsNow() throws Exception {
    create("a");
    try (var _ = watch("sendInitialEvents=false&resourceVersionMatch=NotOlderThan")) {
      create("b");
      assertThat(next()).isEqualTo("ADDED b");
    }
  }

  private record Start(String query, List<String> told) {}

  static final List<Start> STARTS =
      List.of(
          new Start("", List.of("ADDED a", "ADDED b", "DELETED a", "DELETED b")),
          new Start(
              "&sendInitialEvents=false&resourceVersionMatch=NotOlderThan",
              List.of("ADDED b", "DELETED a", "DELETED b")));

  /// The client has seen the head of the answer by then.
  @ParameterizedTest
  @FieldSource("STARTS")
  void whatChangesOnceTheWatchIsAnsweredIsTold(Start start) throws Exception {
    create("a");
    var answered = server.admin().answeredWatch(CONFIG_MAPS + "?watch=true" + start.query());
    create("b");
    server.admin().delete(CONFIG_MAPS + "/a");
    server.admin().delete(CONFIG_MAPS + "/b");
    server.admin().get(CONFIG_MAPS); // the cache has heard of all that
    try (var _ = answered.start(this::take)) {
      for (var told : start.told()) {
        assertThat(next()).isEqualTo(told);
      }
    }
  }

  @Test
  void initialEventsEndWithABookmark() throws Exception {
    var version = create("a");
    try (var _ =
        watch("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=1")) {
      assertThat(next()).isEqualTo("ADDED a");
      var bookmark = frames.take();
      assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
      var metadata = bookmark.at("/object/metadata");
      assertThat(metadata.path("resourceVersion").asText()).isEqualTo(version);
      assertThat(metadata.path("annotations").path("k8s.io/initial-events-end").asText())
          .isEqualTo("true");
    }
  }

  private record AnyVersion(String path, String query, List<String> told) {}

  static final List<AnyVersion> ANY_VERSIONS =
      List.of(
          new AnyVersion(CONFIG_MAPS, "watch=true", List.of("ADDED a", "BOOKMARK ", "ADDED b")),
          new AnyVersion(
              CONFIG_MAPS, "watch=1&resourceVersion=0", List.of("ADDED a", "BOOKMARK ", "ADDED b")),
          new AnyVersion(CONFIG_MAPS, "watch=1&resourceVersion=00", List.of("ADDED a", "ADDED b")),
          new AnyVersion(
              CONFIG_MAPS.replace("v1/", "v1/watch/"), "x=y", List.of("ADDED a", "ADDED b")));

  /// As if they had asked for the initial events, but for deprecated paths.
  @ParameterizedTest
  @FieldSource("ANY_VERSIONS")
  void watchesFromAnyVersionAreToldWhereInitialEventsEnd(AnyVersion any) throws Exception {
    create("a");
    var path = any.path() + "?allowWatchBookmarks=true&" + any.query();
    try (var _ = server.admin().watch(path, this::take)) {
      create("b");
      for (var told : any.told()) {
        assertThat(next()).isEqualTo(told);
      }
    }
  }

  @Test
  void watchThatBeginsWithWhatIsThereDoesNotContinueAList() {
    var refused = server.admin().get(CONFIG_MAPS + "?watch=true&continue=abc");
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message())
        .isEqualTo(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                + " resourceVersionMatch is forbidden when continue is provided");
  }

  private record BookmarkRow(String include, String kind, String annotated) {}

  static final List<BookmarkRow> BOOKMARK_ROWS =
      List.of(
          new BookmarkRow("None", "", "PartialObjectMetadata"),
          new BookmarkRow("Metadata", "PartialObjectMetadata", "PartialObjectMetadata"),
          new BookmarkRow("Object", "ConfigMap", "ConfigMap"));

  @ParameterizedTest
  @FieldSource("BOOKMARK_ROWS")
  void bookmarkInATableIsARowOfNothing(BookmarkRow row) throws Exception {
    var client = server.admin().with("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
    var query = "allowWatchBookmarks=true&includeObject=" + row.include();
    try (var _ = watch(client, query)) {
      assertIsRowOfNothing(frames.take(), row.annotated());
      server.time().advance(Duration.ofMinutes(1));
      assertIsRowOfNothing(frames.take(), row.kind());
    }
  }

  private static void assertIsRowOfNothing(JsonNode frame, String kind) {
    assertThat(frame.path("type").asText()).isEqualTo("BOOKMARK");
    var row = frame.at("/object/rows/0");
    assertThat(row.path("cells")).hasToString("[\"\",0,\"<unknown>\"]");
    assertThat(row.at("/object/kind").asText()).isEqualTo(kind);
  }

  private record Nothing(String path, String place, String shown) {}

  static final List<Nothing> NOTHINGS =
      List.of(
          new Nothing("/apis/apps/v1/deployments", "/cells/7", "\"\""),
          new Nothing("/apis/apps/v1/deployments", "/object/spec/replicas", "0"),
          new Nothing("/apis/apps/v1/deployments", "/object/spec/selector", "null"),
          new Nothing("/apis/apps/v1/replicasets", "/cells/7", "\"<none>\""),
          new Nothing("/apis/apps/v1/replicasets", "/object/spec/selector", "null"),
          new Nothing("/apis/apps/v1/statefulsets", "/object/spec/replicas", "0"),
          new Nothing(
              "/apis/apps/v1/daemonsets",
              "/object/metadata/annotations/deprecated.daemonset.template.generation",
              "\"0\""),
          new Nothing("/apis/networking.k8s.io/v1/servicecidrs", "/cells/1", "\"\""),
          new Nothing("/api/v1/persistentvolumes", "/cells/1", "\"0\""),
          new Nothing("/api/v1/limitranges", "/cells/1", "\"0001-01-01T00:00:00Z\""));

  @ParameterizedTest
  @FieldSource("NOTHINGS")
  void bookmarkShowsWhatAnObjectOfTheKindHasWithoutAnything(Nothing row) throws Exception {
    var client = server.admin().with("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
    var path =
        row.path()
            + "?watch=true&allowWatchBookmarks=true&includeObject=Object"
            + "&fieldSelector=metadata.name%3Dabsent";
    try (var _ = client.watch(path, this::take)) {
      assertThat(frames.take().at("/object/rows/0" + row.place())).hasToString(row.shown());
    }
  }

  private record NoList(String query, Duration until) {}

  static final List<NoList> NO_LISTS =
      List.of(
          new NoList(
              "labelSelector=x&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                  + "&allowWatchBookmarks=1",
              Duration.ZERO),
          new NoList("resourceVersion={now}&allowWatchBookmarks=1", Duration.ofMinutes(1)),
          new NoList("resourceVersion=0", Duration.ZERO));

  /// Neither objects nor bookmarks have the form of a list.
  @ParameterizedTest
  @FieldSource("NO_LISTS")
  void watchThatAsksForListsEndsWithTheFirstEvent(NoList row) throws Exception {
    var version = create("a");
    var client =
        server
            .admin()
            .with("Accept", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
    try (var watch = watch(client, row.query().replace("{now}", version))) {
      server.time().advance(row.until());
      watch.ended().join();
      assertThat(frames).isEmpty();
    }
  }

  @Test
  void objectThatLeavesTheSelectionIsDeletedForWhoWatches() throws Exception {
    create("a", "{x: 'y'}");
    try (var _ = watch("labelSelector=x%3Dy")) {
      patch("a", "{metadata: {labels: {x: z}}}");
      patch("a", "{metadata: {labels: {x: 'y'}}}");
      assertThat(next()).isEqualTo("ADDED a");
      assertThat(next()).isEqualTo("DELETED a");
      assertThat(next()).isEqualTo("ADDED a");
    }
  }

  @Test
  void bookmarkComesEachMinute() throws Exception {
    try (var _ = watch("resourceVersion=" + create("a") + "&allowWatchBookmarks=true")) {
      server.time().advance(Duration.ofSeconds(59));
      assertThat(frames).isEmpty();
      server.time().advance(Duration.ofSeconds(61));
      for (var minute = 0; minute < 2; minute++) {
        var bookmark = frames.take();
        assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
        assertThat(bookmark.path("object").toString())
            .startsWith("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":");
        assertThat(bookmark.at("/object/metadata").has("annotations")).isFalse();
      }
    }
  }

  @Test
  void bookmarkComesShortlyBeforeTheEnd() throws Exception {
    var version = create("a");
    try (var watch =
        watch("resourceVersion=" + version + "&allowWatchBookmarks=true&timeoutSeconds=10")) {
      server.time().advance(Duration.ofSeconds(8));
      var bookmark = frames.take();
      assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(version(bookmark)).isGreaterThanOrEqualTo(Long.parseLong(version));
      assertThat(watch.ended()).isNotDone();
      server.time().advance(Duration.ofSeconds(2));
      watch.ended().join();
      assertThat(frames).isEmpty();
    }
  }

  private static long version(JsonNode frame) {
    return frame.at("/object/metadata/resourceVersion").asLong();
  }

  /// Sooner or later: the watch may not have heard of it at the next bookmark.
  @Test
  void bookmarksPassWhatHappensToOtherResources() {
    var query = "&allowWatchBookmarks=true&timeoutSeconds=1000000";
    try (var _ = watch("resourceVersion=" + create("a") + query)) {
      var other = server.admin().post("/api/v1/namespaces", "{metadata: {name: other}}").body();
      var wanted = other.at("/metadata/resourceVersion").asLong();
      await()
          .until(
              () -> {
                server.time().advance(Duration.ofMinutes(1));
                return version(frames.take()) >= wanted;
              });
    }
  }

  @Test
  void watchesThatDoNotSayEndBetweenHalfAnHourAndAnHour() {
    var watches = Stream.generate(() -> watch("")).limit(50).toList();
    server.time().advance(Duration.ofMinutes(30).minusSeconds(1));
    assertThat(ended(watches)).isZero();
    server.time().advance(Duration.ofMinutes(15));
    assertThat(ended(watches)).isBetween(1L, 49L);
    server.time().advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(ended(watches)).isEqualTo(50);
    watches.forEach(TestServer.Watch::close);
  }

  private static long ended(List<TestServer.Watch> watches) {
    return watches.stream().filter(watch -> watch.ended().isDone()).count();
  }

  @Test
  void versionThatIsTooOldIsToldAsAnEvent() throws Exception {
    var version = create("a");
    for (var i = 0; i < 300; i++) { // more than are kept in memory
      patch("a", "{data: {i: \"" + i + "\"}}");
    }
    var present = server.store().currentRevision();
    server.store().compact(present);
    try (var watch = watch("resourceVersion=" + version)) {
      assertIsExpired(
          frames.take(), "too old resource version: %s (%s)".formatted(version, present));
      watch.ended().join();
    }
  }

  @Test
  void nothingIsAnyVersionHoweverItIsWritten() throws Exception {
    create("a");
    try (var _ = watch("resourceVersion=00")) {
      assertThat(next()).isEqualTo("ADDED a");
    }
  }

  @Test
  void whatWasBeforeTheClusterWasReadyIsTooOld() throws Exception {
    create("a");
    try (var watch = watch("resourceVersion=1")) {
      assertIsExpired(frames.take(), "too old resource version: 1 (");
      watch.ended().join();
    }
  }

  private static void assertIsExpired(JsonNode error, String message) {
    assertThat(error.path("type").asText()).isEqualTo("ERROR");
    assertThat(error.at("/object/kind").asText()).isEqualTo("Status");
    assertThat(error.at("/object/code").asInt()).isEqualTo(410);
    assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
    assertThat(error.at("/object/message").asText()).startsWith(message);
  }

  @Test
  void versionOfTheFutureIsWaitedForInVain() throws Exception {
    try (var watch =
        watch(
            "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=1"
                + "&resourceVersion=9000000000")) {
      var error = frames.take();
      assertThat(error.path("type").asText()).isEqualTo("ERROR");
      assertThat(error.at("/object/details/causes/0/reason").asText())
          .isEqualTo("ResourceVersionTooLarge");
      watch.ended().join();
    }
  }

  @Test
  void columnsOfATableAreToldOnce() throws Exception {
    create("a");
    create("b");
    var table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    try (var _ = watch(server.admin().with("Accept", table), "")) {
      var first = frames.take().path("object");
      assertThat(first.path("kind").asText()).isEqualTo("Table");
      assertThat(first.path("columnDefinitions")).isNotEmpty();
      assertThat(first.at("/rows/0/cells/0").asText()).isEqualTo("a");
      var second = frames.take().path("object");
      assertThat(second.path("columnDefinitions").isNull()).isTrue();
      assertThat(second.at("/rows/0/cells/0").asText()).isEqualTo("b");
    }
  }

  @Test
  void metadataAloneCanBeWatched() throws Exception {
    create("a");
    var accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    try (var _ = watch(server.admin().with("Accept", accept), "")) {
      var object = frames.take().path("object");
      assertThat(object.path("kind").asText()).isEqualTo("PartialObjectMetadata");
      assertThat(object.at("/metadata/name").asText()).isEqualTo("a");
    }
  }

  @Test
  void watchThatIsClosedIsToldNothingMore() {
    watch("").close();
    create("a");
    var told = new LinkedBlockingQueue<byte[]>();
    try (var _ = server.admin().watch(CONFIG_MAPS + "?watch=1", told::add)) {
      await().until(() -> !told.isEmpty());
    }
    assertThat(frames).isEmpty();
  }
}
