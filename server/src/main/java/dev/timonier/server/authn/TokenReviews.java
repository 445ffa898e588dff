package dev.timonier.server.authn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.authn.TokenAuthenticator.TokenOwner;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.VerbHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Tells whose a token is
/// (<https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/>).
public final class TokenReviews implements VerbHandler {
  private static final String INVALID = "invalid bearer token";

  private final TokenAuthenticator tokens;
  private final List<String> audiences;
  private final FieldTracker tracker;
  private final InstantSource clock;

  /// @param audiences those of this server, for reviews that name none
  public TokenReviews(
      TokenAuthenticator tokens,
      List<String> audiences,
      FieldTracker tracker,
      InstantSource clock) {
    this.tokens = tokens;
    this.audiences = audiences;
    this.tracker = tracker;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var submission = Submission.read(call, resource, resource.kind(), clock);
    var review = submission.object();
    review.metadata().setNamespace("");
    tracker.track(review, Optional.empty(), submission.request());
    var token = Trees.text(review.spec(), "token");
    if (token.isEmpty()) {
      throw ApiErrors.badRequest("token is required for TokenReview in authentication");
    }
    fill(review.root().putObject("status"), token, wanted(review.root()));
    return submission.reply();
  }

  private List<String> wanted(ObjectNode review) {
    var asked = Trees.stream(review.path("spec").path("audiences")).map(a -> a.asText()).toList();
    return asked.isEmpty() ? audiences : asked;
  }

  private void fill(ObjectNode status, String token, List<String> wanted) {
    try {
      tokens
          .authenticate(token, wanted)
          .ifPresentOrElse(owner -> show(status, owner), () -> status.put("error", INVALID));
    } catch (InvalidToken e) {
      status.put("error", "[" + INVALID + ", " + e.getMessage() + "]");
    }
  }

  private static void show(ObjectNode status, TokenOwner owner) {
    status.put("authenticated", true);
    status.set("user", UserInfo.tree(owner.user()));
    owner.audiences().forEach(status.putArray("audiences")::add);
  }
}
