package dev.timonier.server.resource.core.event;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.fixture.Variations;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

class EventRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String EVENT =
      "{apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: x}, regarding: {kind: Pod,"
          + " namespace: default, name: p}, eventTime: '2020-01-01T00:00:00.000000Z',"
          + " reportingController: c, reportingInstance: i, action: A, reason: R, type: Normal,"
          + " note: l}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          action | '' | m | action: Required value
          action | <m*129> | <m*128> | action: Invalid value: "": can have at most 128 characters
          reason | '' | m | reason: Required value
          reason | <m*129> | <m*128> | reason: Invalid value: "": can have at most 128 characters
          reportingInstance | '' | m | reportingInstance: Required value
          reportingInstance | <m*129> | <m*128> | reportingInstance: Invalid value: "": can have at most 128 characters
          reportingController | '' | m | reportingController: Required value & reportingController: Invalid value: "": name part must be non-empty & reportingController: Invalid value: "": <qualified name>
          reportingController | '-' | a.b/c | reportingController: Invalid value: "-": <qualified name>
          note | <m*1025> | <m*1024> | message: Invalid value: "": can have at most 1024 characters
          type | Odd | Warning | type: Invalid value: "": has invalid value: Odd
          series | {count: 1, lastObservedTime: '2020-01-01T00:00:00.000000Z'} | {count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z'} | series.count: Invalid value: "": should be at least 2
          series | {count: 2} | {count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z'} | series.lastObservedTime: Required value
          deprecatedCount | 1 | 0 | count: Invalid value: "": needs to be unset
          deprecatedFirstTimestamp | '2020-01-01T00:00:00Z' |  | firstTimestamp: Invalid value: "": needs to be unset
          deprecatedLastTimestamp | '2020-01-01T00:00:00Z' |  | lastTimestamp: Invalid value: "": needs to be unset
          deprecatedSource | {component: c} | {} | source: Invalid value: "": needs to be unset
          eventTime |  | '2020-01-01T00:00:01.000000Z' | eventTime: Required value
          """)
  void events(@AggregateWith(Variations.class) Variation rule) {
    rule.proveOnCreation(api, EVENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          reason | S | R | reason: Invalid value: "S": field is immutable & reason: Invalid value: "S": field is immutable
          note | m | l | message: Invalid value: "m": field is immutable
          type | Warning | Normal | type: Invalid value: "Warning": field is immutable
          action | B | A | action: Invalid value: "B": field is immutable
          reportingController | d | c | reportingController: Invalid value: "d": field is immutable
          reportingInstance | j | i | reportingInstance: Invalid value: "j": field is immutable
          regarding | {name: q} | {name: p} | involvedObject: Invalid value: {"Kind":"Pod","Namespace":"default","Name":"q","UID":"","APIVersion":"","ResourceVersion":"","FieldPath":""}: field is immutable
          series | {count: 1, lastObservedTime: '2020-01-01T00:00:00.000000Z'} | {count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z'} | series.count: Invalid value: "": should be at least 2
          """)
  void changedEvents(@AggregateWith(Variations.class) Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, EVENT);
  }
}
