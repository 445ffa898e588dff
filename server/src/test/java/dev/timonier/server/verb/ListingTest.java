package dev.timonier.server.verb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingTest {
  @AutoClose private final TestServer server = new TestServer();
  private TestServer.Client client;
  private int tests;
  private String maps = "";

  @BeforeAll
  void start() {
    client = server.admin();
  }

  /// `a` and `c` are odd, `b` and `d` even.
  @BeforeEach
  void createMaps() {
    var namespace = "test-" + ++tests;
    client.post("/api/v1/namespaces", "{metadata: {name: " + namespace + "}}");
    maps = "/api/v1/namespaces/" + namespace + "/configmaps";
    create("a", "odd");
    create("b", "even");
    create("c", "odd");
    create("d", "even");
  }

  private void create(String name, String parity) {
    client.post(maps, "{metadata: {name: %s, labels: {parity: %s}}}".formatted(name, parity));
  }

  private static List<String> names(JsonNode list) {
    return list.path("items").valueStream().map(i -> i.at("/metadata/name").asText()).toList();
  }

  private static String next(JsonNode list) {
    return list.path("metadata").path("continue").asText();
  }

  @Test
  void pageGoesOnWhereThereIsAnythingBehindIt() {
    var first = client.get(maps + "?limit=1&labelSelector=parity%3Dodd").body();
    assertThat(names(first)).containsExactly("a");
    assertThat(first.path("metadata").has("remainingItemCount")).isFalse();
    var second = client.get(maps + "?limit=1&labelSelector=parity%3Dodd&continue=" + next(first));
    assertThat(names(second.body())).containsExactly("c");
    assertThat(next(second.body())).isNotEmpty();
    var last =
        client.get(maps + "?limit=1&labelSelector=parity%3Dodd&continue=" + next(second.body()));
    assertThat(names(last.body())).isEmpty();
    assertThat(next(last.body())).isEmpty();
  }

  @Test
  void largeListComesCompressedWithTheSameContent() {
    for (var i = 0; i < 200; i++) {
      client.post(maps, "{metadata: {name: m-%d}, data: {text: %s}}".formatted(i, text(i)));
    }
    assertSameCompressed(maps);
    client.post(maps, "{metadata: {name: m-100a}, data: {text: new}}");
    client.delete(maps + "/m-50");
    client.patch(maps + "/m-150", "merge-patch+json", "{data: {text: changed}}");
    assertSameCompressed(maps);
    assertSameCompressed(maps + "?fieldSelector=metadata.name!%3Dm-7");
    assertSameCompressed(maps + "?limit=180");
    assertSameCompressed(
        client.with("Accept", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"),
        maps);
  }

  private static String text(int number) {
    return Integer.toString(number).repeat(400);
  }

  private void assertSameCompressed(String list) {
    assertSameCompressed(client, list);
  }

  private static void assertSameCompressed(TestServer.Client client, String list) {
    var compressed = client.with("Accept-Encoding", "gzip").get(list);
    assertThat(compressed.headers().first("Content-Encoding")).contains("gzip");
    assertThat(compressed.text()).isEqualTo(client.get(list).text());
  }

  @Test
  void metadataIsShownAsItIs() {
    var odd = "{metadata: {name: e, annotations: {text: 'a } {\\\" \\\\'}}, data: {metadata: b}}";
    client.post(maps, odd);
    var whole = client.get(maps + "/e").body();
    var accept = "application/json;as=PartialObjectMetadata%s;v=v1;g=meta.k8s.io";
    var one = client.with("Accept", accept.formatted("")).get(maps + "/e").body();
    var list = client.with("Accept", accept.formatted("List")).get(maps).body();

    assertThat(one.propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("kind", "apiVersion", "metadata");
    assertThat(one.path("kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(one.path("metadata")).isEqualTo(whole.path("metadata"));
    assertThat(names(list)).containsExactly("a", "b", "c", "d", "e");
    assertThat(list.path("items").get(4)).isEqualTo(one);
  }

  @Test
  void metadataAloneLacksAnnotationsThatStandForFields() {
    var sets = maps.replace("/api/v1/", "/apis/apps/v1/").replace("/configmaps", "/daemonsets");
    var template = "{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}";
    var spec = "{selector: {matchLabels: {a: b}}, template: " + template + "}";
    var whole = client.post(sets, "{metadata: {name: a}, spec: " + spec + "}").body();
    assertThat(whole.at("/metadata/annotations").properties()).hasSize(1);

    var accept = "application/json;as=%s;v=v1;g=meta.k8s.io";
    var one = client.with("Accept", accept.formatted("PartialObjectMetadata")).get(sets + "/a");
    var list = client.with("Accept", accept.formatted("PartialObjectMetadataList")).get(sets);
    var table = client.with("Accept", accept.formatted("Table")).get(sets);
    assertThat(one.body().at("/metadata/name").asText()).isEqualTo("a");
    assertThat(one.body().at("/metadata").has("annotations")).isFalse();
    assertThat(list.body().path("items").get(0)).isEqualTo(one.body());
    assertThat(table.body().at("/rows/0/object")).isEqualTo(one.body());
  }

  @Test
  void emptyListOfMetadataHasNoItems() {
    var accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    var list = client.with("Accept", accept).get(maps + "?labelSelector=none").body();
    assertThat(list.path("items").isNull()).isTrue();
  }

  @Test
  void pageTellsHowManyThereAreBehindIt() {
    assertThat(remaining(maps + "?limit=1")).isEqualTo(3);
    create("e", "odd");
    client.delete(maps + "/a");
    client.delete(maps + "/b");
    create("c", "odd"); // is there already
    assertThat(remaining(maps + "?limit=1")).isEqualTo(2);
    var everywhere = names(client.get("/api/v1/configmaps").body()).size();
    assertThat(remaining("/api/v1/configmaps?limit=1")).isEqualTo(everywhere - 1);
    client.delete(maps);
    create("f", "even");
    assertThat(
            client.get(maps + "?limit=1").body().at("/metadata/remainingItemCount").isMissingNode())
        .isTrue();
  }

  private int remaining(String page) {
    return client.get(page).body().at("/metadata/remainingItemCount").asInt();
  }

  @Test
  void pageOfOneNameIsTheLast() {
    var page = client.get(maps + "?limit=1&fieldSelector=metadata.name%3Db").body();
    assertThat(names(page)).containsExactly("b");
    assertThat(next(page)).isEmpty();
  }

  @Test
  void collectionIsDeletedPageByPage() {
    var first = client.delete(maps + "?limit=3").body();
    assertThat(names(first)).containsExactly("a", "b", "c");
    assertThat(first.path("metadata").path("remainingItemCount").asInt()).isEqualTo(1);
    assertThat(names(client.get(maps).body())).containsExactly("d");
    var second = client.delete(maps + "?limit=3&continue=" + next(first)).body();
    assertThat(names(second)).containsExactly("d");
  }

  @Test
  void expiredPageTellsHowTheListGoesOn() {
    var first = client.get(maps + "?limit=2").body();
    client.delete(maps + "/c");
    server.compact();
    var expired = client.get(maps + "?limit=2&continue=" + next(first));
    assertThat(expired.code()).isEqualTo(410);
    assertThat(expired.body().path("reason").asText()).isEqualTo("Expired");
    assertThat(expired.message())
        .endsWith(
            "deleted between the time the first chunk was returned"
                + " and now may show up in the list.");
    var rest = client.get(maps + "?limit=2&continue=" + next(expired.body())).body();
    assertThat(names(rest)).containsExactly("d");
  }

  @Test
  void revisionThatIsGoneCannotBeListed() {
    var version = version(client.get(maps).body());
    client.delete(maps + "/c");
    server.compact();
    var expired = client.get(maps + "?resourceVersionMatch=Exact&resourceVersion=" + version);
    assertThat(expired.code()).isEqualTo(410);
    assertThat(expired.message())
        .isEqualTo("The resourceVersion for the provided list is too old.");
    assertThat(expired.body().path("metadata").isEmpty()).isTrue();
  }

  private static String version(JsonNode list) {
    return list.path("metadata").path("resourceVersion").asText();
  }

  @Test
  void pageIsOfTheRevisionThatItNames() {
    var version = version(client.get(maps).body());
    client.delete(maps + "/b");
    var page = client.get(maps + "?limit=2&resourceVersion=" + version).body();
    assertThat(names(page)).containsExactly("a", "b");
    assertThat(version(page)).isEqualTo(version);
    var newer = "?limit=2&resourceVersionMatch=NotOlderThan&resourceVersion=";
    var latest = version(client.get(maps).body());
    assertThat(names(client.get(maps + newer + latest).body())).containsExactly("a", "c");
  }

  @Test
  void listThatNamesOneObjectIsNoPageOfTheRevisionThatItNames() {
    var version = version(client.get(maps).body());
    var name = client.post(maps, "{metadata: {name: later}}").body().at("/metadata/name").asText();
    var page = "?limit=2&fieldSelector=metadata.name%3D" + name + "&resourceVersion=" + version;
    assertThat(names(client.get(maps + page).body())).containsExactly(name);
    var everywhere = client.get("/api/v1/configmaps" + page).body();
    assertThat(names(everywhere)).isEmpty();
    assertThat(version(everywhere)).isEqualTo(version);
    client.post("/api/v1/namespaces", "{metadata: {name: later}}");
    assertThat(names(client.get("/api/v1/namespaces" + page).body())).containsExactly("later");
  }

  @Test
  void listOfWhateverIsThereHasNoPages() {
    var complete = "?resourceVersionMatch=NotOlderThan&resourceVersion=";
    client.get(maps + complete + version(client.get(maps).body()));
    var all = client.get(maps + "?limit=2&resourceVersion=0").body();
    assertThat(names(all)).containsExactly("a", "b", "c", "d");
    assertThat(next(all)).isEmpty();
  }

  private record Refusal(String parameters, String message) {}

  @Test
  void watchOfOneObjectTakesNoSelectorOfAnother() {
    var path = maps.replace("/v1/", "/v1/watch/") + "/a?fieldSelector=metadata.";
    for (var selector : List.of("name%3Db", "name!%3Da", "namespace%3Dx")) {
      var answer = client.beginning("GET", path + selector, new byte[0]);
      assertThat(answer.message())
          .isEqualTo("fieldSelector metadata.name doesn't match requested name");
    }
    assertThat(client.beginning("GET", path + "name%3Da", new byte[0]).code()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
  void watchMayEndAtAnyTime(long seconds) {
    var frames = new ConcurrentLinkedQueue<byte[]>();
    client.watch(maps + "?watch=1&timeoutSeconds=" + seconds, frames::add).close();
    assertThat(frames).hasSize(4);
  }

  @Test
  void nameThatIsTakenIsToldOfAsGeneratedWhereItCouldBe() {
    assertThat(client.post(maps, "{metadata: {name: a, generateName: b-}}").message())
        .isEqualTo(
            "configmaps \"a\" already exists, the server was not able to generate a unique name"
                + " for the object");
    assertThat(client.post(maps, "{metadata: {name: a}}").message())
        .isEqualTo("configmaps \"a\" already exists");
  }

  @Test
  void optionsOfDeletionsAreObjects() {
    var answer =
        client
            .with("Content-Type", "application/json")
            .beginning("DELETE", maps + "/a", "[]".getBytes(UTF_8));
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message())
        .startsWith("couldn't get version/kind; json parse error: json: cannot unmarshal array");
  }

  private static String token(String start) {
    var json = "{\"v\":\"meta.k8s.io/v1\",\"rv\":1,\"start\":\"" + start + "\"}";
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  static final List<Refusal> REFUSALS =
      List.of(
          new Refusal(
              "?continue=W10",
              "json: cannot unmarshal array into Go value of type storage.continueToken"),
          new Refusal("?continue=abcde", "illegal base64 data at input byte 4"),
          new Refusal("?continue=ab%3D", "illegal base64 data at input byte 2"),
          new Refusal("?continue=" + token("a/../b"), "a/../b"),
          new Refusal("?continue=" + token("a//b"), "a//b"),
          new Refusal("?continue=" + token("a/"), "a/"),
          new Refusal(
              "?continue=abc&resourceVersion=5",
              "invalid character 'i' looking for beginning of value"));

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void badTokenIsRefused(Refusal refusal) {
    for (var answer :
        List.of(
            client.get(maps + refusal.parameters()), client.delete(maps + refusal.parameters()))) {
      assertThat(answer.code()).isEqualTo(400);
      assertThat(answer.message())
          .isEqualTo("invalid continue token: continue key is not valid: " + refusal.message());
    }
  }

  @Test
  void versionCanOnlyBeRead() {
    assertThat(client.get("/version").body().path("major").asText()).isEqualTo("1");
    assertThat(client.post("/version", "{}").code()).isEqualTo(405);
    assertThat(client.get("/version/").body().path("major").asText()).isEqualTo("1");
    assertThat(client.get("/version/x").code()).isEqualTo(404);
  }

  @Test
  void creatorCannotSayWhatTheServerSays() {
    var metadata =
        client
            .post(
                maps,
                "{metadata: {name: e, uid: u, creationTimestamp: '2001-01-01T00:00:00Z',"
                    + " deletionTimestamp: '2001-01-01T00:00:00Z', deletionGracePeriodSeconds: 5}}")
            .body()
            .path("metadata");
    assertThat(metadata.path("uid").asText()).isNotEqualTo("u");
    assertThat(metadata.has("deletionTimestamp")).isFalse();
    assertThat(metadata.has("managedFields")).isFalse();
  }

  @Test
  void updateCannotChangeTheTimeOfCreation() {
    var changed = "{metadata: {name: a, creationTimestamp: '2001-01-01T00:00:00Z'}}";
    var before = client.get(maps + "/a").body().at("/metadata/creationTimestamp");
    var answer = client.put(maps + "/a", changed);
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.body().at("/metadata/creationTimestamp")).isEqualTo(before);
  }

  @Test
  void entriesOfManagersKeepTheirRules() {
    var entry =
        "{manager: \"n\\nl\", operation: Update, apiVersion: v1, fieldsType: FieldsV1,"
            + " fieldsV1: {'f:data': {}}}";
    var answer =
        client.patch(
            maps + "/a", "merge-patch+json", "{metadata: {managedFields: [" + entry + "]}}");
    assertThat(answer.message())
        .endsWith(
            "metadata.managedFields[0].manager: Invalid value: \"n\\nl\": invalid character U+000A"
                + " (at position 1)");
  }
}
