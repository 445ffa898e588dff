package dev.timonier.server.resource.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.watchcache.Selection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Events are stored once, and served by two groups.
class EventVersionsTest {
  private static final String OLD = "apiVersion: v1, kind: Event";
  private static final String NEW = "apiVersion: events.k8s.io/v1, kind: Event";

  @AutoClose private final LocalApi api = new LocalApi();

  private void createOld() {
    api.create(
        "{%s, metadata: {name: a}, involvedObject: {kind: Pod, namespace: default, name: p}, reason: R, message: M, source: {component: c}, count: 2, firstTimestamp: '2020-01-01T00:00:00Z'}"
            .formatted(OLD));
  }

  private void createNew() {
    api.create(
        "{%s, metadata: {name: a}, regarding: {kind: Pod, namespace: default, name: p}, eventTime: '2020-01-01T00:00:00.000000Z', reportingController: example.com/c, reportingInstance: i, action: Act, reason: R, type: Normal, note: 'n'}"
            .formatted(NEW));
  }

  @Test
  void oldEventIsShownByTheNewGroup() {
    createOld();
    var event = api.get(NEW, "a");
    assertThat(event.path("apiVersion").asText()).isEqualTo("events.k8s.io/v1");
    assertThat(event.path("regarding").path("name").asText()).isEqualTo("p");
    assertThat(event.path("note").asText()).isEqualTo("M");
    assertThat(event.path("deprecatedSource").path("component").asText()).isEqualTo("c");
    assertThat(event.path("deprecatedCount").asInt()).isEqualTo(2);
    assertThat(event.path("deprecatedFirstTimestamp").asText()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(event.has("involvedObject")).isFalse();
  }

  @Test
  void newEventIsShownByTheOldGroup() {
    createNew();
    var event = api.get(OLD, "a");
    assertThat(event.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(event.path("involvedObject").path("name").asText()).isEqualTo("p");
    assertThat(event.path("reportingComponent").asText()).isEqualTo("example.com/c");
    assertThat(event.path("message").asText()).isEqualTo("n");
  }

  @Test
  void eitherGroupDeletesTheOneEvent() {
    createOld();
    assertThat(api.delete(NEW, "a").path("apiVersion").asText()).isEqualTo("events.k8s.io/v1");
    assertThat(api.exists(OLD, "a")).isFalse();
  }

  @Test
  void changesAreToldUnderTheOldNames() {
    createNew();
    var change = "{%s, metadata: {name: a}, regarding: {name: q}, reason: S}".formatted(NEW);
    assertThat(LocalApi.faults(() -> api.patch(change)))
        .containsExactly(
            "involvedObject: Invalid value: {\"Kind\":\"Pod\",\"Namespace\":\"default\",\"Name\":\"q\","
                + "\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is"
                + " immutable",
            "reason: Invalid value: \"S\": field is immutable",
            "reason: Invalid value: \"S\": field is immutable");
  }

  @Test
  void sourcesAreSelectedInTheOldVersionAlone() {
    assertThat(api.resources().get("", "v1", "events").strategy().selectableFieldNames())
        .contains("source", "reportingComponent");
    assertThat(
            api.resources().get("events.k8s.io", "v1", "events").strategy().selectableFieldNames())
        .contains("reportingController")
        .doesNotContain("source");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "involvedObject.name=p,reportingComponent=example.com/c",
        "regarding.name=p,reportingController=example.com/c"
      })
  void selectorsKnowTheNamesOfBothGroups(String selector) {
    createNew();
    var resource = api.resources().get("events.k8s.io", "v1", "events");
    var selection = Selection.of("default", Selector.EVERYTHING, FieldSelector.parse(selector));
    assertThat(api.cache().list(resource.storage(), selection, "", Long.MAX_VALUE).objects())
        .hasSize(1);
  }
}
