package dev.timonier.server.resource.core.event;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRulesTest {
  private static final String LONG =
      "a123456789b123456789c123456789d123456789e123456789f123456789g12345678"
          + "9h123456789i123456789j123456789k123456789l123456789m1234567";
  private static final String NEW =
      "{apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: e}, eventTime:"
          + " 2026-01-01T00:00:00.000000Z, reportingController: a, reportingInstance: b, action: c,"
          + " reason: d, type: Normal, regarding: {kind: Pod, namespace: default, name: p}}";
  private static final String OLD =
      "{apiVersion: v1, kind: Event, metadata: {name: e, namespace: default}, involvedObject: {kind:"
          + " Pod, namespace: default, name: p}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          involvedObject.namespace | a | default | involvedObject.namespace: Invalid value: "a": does not match event.namespace
          . | {metadata: {namespace: a}, involvedObject: {namespace: ''}} | {involvedObject: {namespace: ''}} | involvedObject.namespace: Invalid value: "": does not match event.namespace
          . | {metadata: {namespace: a}, involvedObject: {namespace: ''}, eventTime: 2026-01-01T00:00:00.000000Z, reportingComponent: a, reportingInstance: b, action: c, reason: d} | {metadata: {namespace: default}, involvedObject: {namespace: a}, eventTime: 2026-01-01T00:00:00.000000Z, reportingComponent: a, reportingInstance: b, action: c, reason: d} | involvedObject.namespace: Invalid value: "": does not match event.namespace
          . | {eventTime: 2026-01-01T00:00:00.000000Z, reportingComponent: a b, reportingInstance: b, action: c, reason: d} | {eventTime: 2026-01-01T00:00:00.000000Z, reportingComponent: a.io/b, reportingInstance: b, action: c, reason: d} | reportingComponent: Invalid value: "a b": <qualified name>
          . | {eventTime: 2026-01-01T00:00:00.000000Z, reportingComponent: a, action: c, reason: d} | {reportingComponent: a, action: c, reason: d} | reportingInstance: Required value
          """)
  void oldEventsKeepTheirRules(Variation rule) {
    rule.proveOnCreation(api, OLD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          reportingController | '' | a | reportingController: Required value & reportingController: Invalid value: "": name part must be non-empty & reportingController: Invalid value: "": <qualified name>
          reportingInstance | '' | a | reportingInstance: Required value
          reportingInstance | LONG8 | LONG | reportingInstance: Invalid value: "": can have at most 128 characters
          action | '' | a | action: Required value
          action | LONG8 | LONG | action: Invalid value: "": can have at most 128 characters
          reason | '' | a | reason: Required value
          reason | LONG8 | LONG | reason: Invalid value: "": can have at most 128 characters
          note | LONG8LONG8LONG8LONG8LONG8LONG8LONG8LONG8 | LONGLONGLONGLONGLONGLONGLONGLONG | message: Invalid value: "": can have at most 1024 characters
          type | Odd | Warning | type: Invalid value: "": has invalid value: Odd
          series | {count: 1, lastObservedTime: 2026-01-01T00:00:00.000000Z} | {count: 2, lastObservedTime: 2026-01-01T00:00:00.000000Z} | series.count: Invalid value: "": should be at least 2
          series | {count: 2} | {count: 2, lastObservedTime: 2026-01-01T00:00:00.000000Z} | series.lastObservedTime: Required value
          deprecatedCount | 1 | 0 | count: Invalid value: "": needs to be unset
          deprecatedFirstTimestamp | 2026-01-01T00:00:00Z | | firstTimestamp: Invalid value: "": needs to be unset
          deprecatedLastTimestamp | 2026-01-01T00:00:00Z | | lastTimestamp: Invalid value: "": needs to be unset
          deprecatedSource | {component: a} | {} | source: Invalid value: "": needs to be unset
          eventTime | | 2026-01-02T00:00:00.000000Z | eventTime: Required value
          """)
  void newEventsKeepTheirRules(String place, String bad, String good, String faults) {
    new Variation(place, lengthened(bad), lengthened(good), faults).proveOnCreation(api, NEW);
  }

  private static String lengthened(@Nullable String text) {
    return text == null ? "" : text.replace("LONG8", LONG + "8").replace("LONG", LONG);
  }

  @RuleTable(
      """
          reason | e | d | reason: Invalid value: "e": field is immutable & reason: Invalid value: "e": field is immutable
          note | a | | message: Invalid value: "a": field is immutable
          type | Warning | Normal | type: Invalid value: "Warning": field is immutable
          action | d | c | action: Invalid value: "d": field is immutable
          eventTime | 2026-01-02T00:00:00.000000Z | 2026-01-01T00:00:00.000000Z | eventTime: Invalid value: "2026-01-02T00:00:00.000000Z": field is immutable
          reportingController | b | a | reportingController: Invalid value: "b": field is immutable
          reportingInstance | c | b | reportingInstance: Invalid value: "c": field is immutable
          series | {count: 1, lastObservedTime: 2026-01-01T00:00:00.000000Z} | {count: 3, lastObservedTime: 2026-01-01T00:00:00.000000Z} | series.count: Invalid value: "": should be at least 2
          """)
  void newEventsChangeByTheRules(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, NEW);
  }
}
