package dev.timonier.server.authz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.VerbHandler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells whether somebody may do something, as `kubectl auth can-i` asks
/// (<https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access>).
public final class AccessReviews implements VerbHandler {
  private final Subjects subjects;
  private final Authorizer authorizer;
  private final FieldTracker tracker;
  private final InstantSource clock;

  /// Whom a review is about.
  public enum Subjects {
    /// Whoever asks.
    SELF,
    /// Whom the review names.
    NAMED,
    /// Whom the review names, in the review's own namespace.
    NAMED_IN_NAMESPACE
  }

  public AccessReviews(
      Subjects subjects, Authorizer authorizer, FieldTracker tracker, InstantSource clock) {
    this.subjects = subjects;
    this.authorizer = authorizer;
    this.tracker = tracker;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var submission = Submission.read(call, resource, resource.kind(), clock);
    var review = submission.object();
    review.metadata().setNamespace(submission.request().namespace());
    tracker.track(review, Optional.empty(), submission.request());
    AccessReviewRules.check(review, subjects);
    var user = subjects == Subjects.SELF ? call.user() : user(review.spec());
    show(review, authorizer.authorize(user, info(review.spec())));
    return submission.reply();
  }

  private static User user(JsonNode spec) {
    var groups = Trees.stream(spec.path("groups")).map(JsonNode::asText).toList();
    return new User(Trees.text(spec, "user"), Trees.text(spec, "uid"), groups, extra(spec));
  }

  private static Map<String, List<String>> extra(JsonNode spec) {
    var extra = new HashMap<String, List<String>>();
    for (var member : spec.path("extra").properties()) {
      extra.put(member.getKey(), Trees.stream(member.getValue()).map(JsonNode::asText).toList());
    }
    return extra;
  }

  private static RequestInfo info(JsonNode spec) {
    var path = spec.path("nonResourceAttributes");
    return path.isObject() ? pathInfo(path) : resourceInfo(spec.path("resourceAttributes"));
  }

  private static RequestInfo pathInfo(JsonNode attributes) {
    return RequestInfo.ofPath(Trees.text(attributes, "path"), Trees.text(attributes, "verb"));
  }

  private static RequestInfo resourceInfo(JsonNode attributes) {
    return new RequestInfo(
        true,
        "",
        Trees.text(attributes, "verb"),
        new GroupVersion(Trees.text(attributes, "group"), Trees.text(attributes, "version")),
        Trees.text(attributes, "namespace"),
        Trees.text(attributes, "resource"),
        Trees.text(attributes, "subresource"),
        Trees.text(attributes, "name"),
        List.of(),
        ReviewedSelectors.read(attributes).fields());
  }

  private static void show(ApiObject review, Decision decision) {
    ObjectNode status = review.root().putObject("status");
    status.put("allowed", decision.isAllowed());
    status.put("denied", decision.verdict() == Decision.Verdict.DENY);
    status.put("reason", decision.reason());
    var faults = ReviewedSelectors.read(review.spec().path("resourceAttributes")).faults();
    if (!faults.isEmpty()) {
      status.put("evaluationError", faults);
    }
  }
}
