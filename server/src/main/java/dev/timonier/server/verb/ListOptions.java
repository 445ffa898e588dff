package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.Query;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The options of lists and watches
/// (<https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions>).
///
/// @param limit 0 when there is none
/// @param version the resourceVersion; empty when there is none
/// @param match `Exact`, `NotOlderThan` or empty
public record ListOptions(
    Selector labels,
    FieldSelector fields,
    long limit,
    String next,
    String version,
    String match,
    Optional<Boolean> sendInitialEvents,
    OptionalLong timeoutSeconds,
    Bookmarks bookmarks) {
  private static final List<String> FIELDS_OF_ALL = List.of("metadata.name", "metadata.namespace");
  private static final GroupKind KIND = new GroupKind("meta.k8s.io", "ListOptions");
  private static final String EXACT = "Exact";
  private static final String NOT_OLDER_THAN = "NotOlderThan";

  /// Whether a watch may send bookmarks.
  public enum Bookmarks {
    ALLOWED,
    NOT_ALLOWED
  }

  /// What the options are for. They keep the rules of a watch where they ask for one, be it to
  /// delete what is listed, and else those of a list: also where the path alone asks for a watch,
  /// as the deprecated ones do.
  public enum Purpose {
    LIST,
    WATCH
  }

  public static ListOptions read(Query query, Resource resource, Purpose purpose) {
    var options = read(query);
    var subject = Subject.of(JsonNodeFactory.instance.objectNode());
    if (query.isSet("watch")) {
      options = purpose == Purpose.WATCH ? options.withInitialEvents() : options;
      options.validateWatch(subject);
    } else {
      options.validateList(subject);
    }
    if (!subject.faults().isEmpty()) {
      throw ApiErrors.invalid(KIND, "", subject.faults());
    }
    options.checkFields(resource);
    return options;
  }

  private static ListOptions read(Query query) {
    var timeout = Numbers.integer(query, "timeoutSeconds");
    var limit = Numbers.integer(query, "limit").orElse(0);
    return new ListOptions(
        labels(query),
        fields(query),
        limit,
        query.text("continue"),
        query.text("resourceVersion"),
        query.text("resourceVersionMatch"),
        query.first("sendInitialEvents").map(_ -> query.isSet("sendInitialEvents")),
        timeout,
        query.isSet("allowWatchBookmarks") ? Bookmarks.ALLOWED : Bookmarks.NOT_ALLOWED);
  }

  /// Watches from any version begin with what is there, as those do that ask for it
  /// (<https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists>).
  private ListOptions withInitialEvents() {
    var any = version.isEmpty() || version.equals("0");
    return any && match.isEmpty() && sendInitialEvents.isEmpty()
        ? new ListOptions(
            labels,
            fields,
            limit,
            next,
            version,
            NOT_OLDER_THAN,
            Optional.of(true),
            timeoutSeconds,
            bookmarks)
        : this;
  }

  private static Selector labels(Query query) {
    try {
      return Selector.parse(query.text("labelSelector"));
    } catch (SelectorException e) {
      throw ApiErrors.badRequest(e.getMessage());
    }
  }

  private static FieldSelector fields(Query query) {
    try {
      return FieldSelector.parse(query.text("fieldSelector"));
    } catch (SelectorException e) {
      throw ApiErrors.badRequest(e.getMessage());
    }
  }

  private void checkFields(Resource resource) {
    for (var requirement : fields.requirements()) {
      var field = requirement.field();
      if (!FIELDS_OF_ALL.contains(field)
          && !resource.strategy().selectableFieldNames().contains(field)) {
        throw ApiErrors.badRequest(resource.strategy().unknownField(field));
      }
    }
  }

  boolean isExact() {
    return match.equals(EXACT);
  }

  private void validateList(Subject options) {
    var matchField = options.at("resourceVersionMatch");
    if (!match.isEmpty()) {
      if (version.isEmpty()) {
        matchField.forbidden(
            "resourceVersionMatch is forbidden unless resourceVersion is provided");
      }
      if (!next.isEmpty()) {
        matchField.forbidden("resourceVersionMatch is forbidden when continue is provided");
      }
      if (!match.equals(EXACT) && !match.equals(NOT_OLDER_THAN)) {
        matchField
            .with(JsonNodeFactory.instance.textNode(match))
            .notSupported(List.of(EXACT, NOT_OLDER_THAN, ""));
      }
      if (isExact() && version.equals("0")) {
        matchField.forbidden(
            "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
      }
    }
    if (sendInitialEvents.isPresent()) {
      options.at("sendInitialEvents").forbidden("sendInitialEvents is forbidden for list");
    }
  }

  private void validateWatch(Subject options) {
    var matchField = options.at("resourceVersionMatch");
    if (sendInitialEvents.isPresent() && !match.equals(NOT_OLDER_THAN)) {
      matchField.forbidden(
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
    }
    if (match.isEmpty()) {
      return;
    }
    if (sendInitialEvents.isEmpty()) {
      matchField.forbidden(
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    }
    if (!match.equals(NOT_OLDER_THAN)) {
      matchField
          .with(JsonNodeFactory.instance.textNode(match))
          .notSupported(List.of(NOT_OLDER_THAN));
    }
    if (!next.isEmpty()) {
      matchField.forbidden("resourceVersionMatch is forbidden when continue is provided");
    }
  }
}
