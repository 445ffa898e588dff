package dev.timonier.server.stream;

import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.metric.PodLogMeters.Usage;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Query;
import dev.timonier.server.verb.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The options of `pods/log`, checked.
///
/// @param container empty when none is named
/// @param query what the kubelet is asked; with its question mark
/// @param usage whether the kubelet must prove who it is
record PodLogOptions(String container, String query, Usage usage) {
  private static final GroupKind KIND = new GroupKind("", "PodLogOptions");
  private static final List<String> FLAGS = List.of("follow", "previous", "timestamps");
  private static final List<String> NUMBERS = List.of("sinceSeconds", "tailLines", "limitBytes");
  private static final List<String> STREAMS = List.of("All", "Stderr", "Stdout");
  private static final String NEGATIVE = "must be greater than or equal to 0";
  private static final String NOT_POSITIVE = "must be greater than 0";

  static PodLogOptions read(ApiCall call) {
    var query = call.query();
    var errors = new Rules(query).errors();
    if (!errors.isEmpty()) {
      throw ApiErrors.invalid(KIND, call.info().name(), errors);
    }
    return new PodLogOptions(query.text("container"), kubeletQuery(query).toString(), usage(query));
  }

  /// What a query says, right or wrong.
  static Usage usage(Query query) {
    return query.isSet("insecureSkipTLSVerifyBackend") ? Usage.SKIP_TLS_ALLOWED : Usage.ENFORCE_TLS;
  }

  private static QueryText kubeletQuery(Query query) {
    var text = new QueryText();
    FLAGS.stream().filter(query::isSet).forEach(flag -> text.add(flag, "true"));
    NUMBERS.forEach(
        name -> Numbers.integer(query, name).ifPresent(n -> text.add(name, Long.toString(n))));
    query.first("sinceTime").ifPresent(time -> text.add("sinceTime", time));
    query.first("stream").ifPresent(stream -> text.add("stream", stream));
    return text;
  }

  /// What Kubernetes does not allow.
  private record Rules(Query query, List<FieldError> errors) {
    Rules(Query query) {
      this(query, new ArrayList<>());
      atLeast("tailLines", 0, NEGATIVE);
      atLeast("limitBytes", 1, NOT_POSITIVE);
      since();
      stream();
    }

    private OptionalLong atLeast(String name, long least, String complaint) {
      var number = Numbers.integer(query, name);
      if (number.isPresent() && number.getAsLong() < least) {
        errors.add(FieldError.invalid(name, Long.toString(number.getAsLong()), complaint));
      }
      return number;
    }

    private void since() {
      var time = query.text("sinceTime");
      if (!time.isEmpty() && query.first("sinceSeconds").isPresent()) {
        errors.add(
            FieldError.forbidden(
                "", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
      } else {
        atLeast("sinceSeconds", 1, NOT_POSITIVE);
      }
    }

    private void stream() {
      var stream = query.first("stream").orElse("All");
      if (!STREAMS.contains(stream)) {
        errors.add(FieldError.notSupported("stream", stream, STREAMS));
      } else if (!stream.equals("All") && query.first("tailLines").isPresent()) {
        errors.add(
            FieldError.forbidden(
                "", "`tailLines` and specific `stream` are mutually exclusive for now"));
      }
    }
  }
}
