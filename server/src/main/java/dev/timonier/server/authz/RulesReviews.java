package dev.timonier.server.authz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.VerbHandler;
import java.time.InstantSource;
import java.util.List;

/// Tells users all that they may do in a namespace, as `kubectl auth can-i --list` shows.
public final class RulesReviews implements VerbHandler {
  private final Authorizer authorizer;
  private final InstantSource clock;

  public RulesReviews(Authorizer authorizer, InstantSource clock) {
    this.authorizer = authorizer;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var submission = Submission.read(call, resource, resource.kind(), clock);
    var review = submission.object();
    var namespace = Trees.text(review.spec(), "namespace");
    if (namespace.isEmpty()) {
      throw ApiErrors.badRequest("no namespace on request");
    }
    review.root().removeAll();
    review.setType(resource.kind());
    show(review.root().putObject("status"), authorizer.rules(call.user(), namespace));
    return submission.reply();
  }

  private static void show(ObjectNode status, AccessRules rules) {
    var resources = status.putArray("resourceRules");
    for (var rule : rules.resources()) {
      var shown = resources.addObject();
      put(shown, "verbs", rule.verbs());
      put(shown, "apiGroups", rule.groups());
      put(shown, "resources", rule.resources());
      if (!rule.names().isEmpty()) {
        put(shown, "resourceNames", rule.names());
      }
    }
    var paths = status.putArray("nonResourceRules");
    for (var rule : rules.paths()) {
      var shown = paths.addObject();
      put(shown, "verbs", rule.verbs());
      put(shown, "nonResourceURLs", rule.paths());
    }
    status.put("incomplete", rules.extent() == AccessRules.Extent.INCOMPLETE);
    if (!rules.faults().isEmpty()) {
      status.put("evaluationError", String.join(", ", rules.faults()));
    }
  }

  private static void put(ObjectNode rule, String field, List<String> texts) {
    texts.forEach(rule.putArray(field)::add);
  }
}
