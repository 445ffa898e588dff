package dev.timonier.server.authn;

import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Times;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.VerbHandler;
import java.time.InstantSource;

/// Tells users who they are, as `kubectl auth whoami` shows.
public final class SelfSubjectReviews implements VerbHandler {
  private final InstantSource clock;

  public SelfSubjectReviews(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var submission = Submission.read(call, resource, resource.kind(), clock);
    var review = submission.object();
    review.root().removeAll();
    review.setType(resource.kind());
    review.metadata().setCreationTimestamp(Times.seconds(clock.instant()));
    review.root().putObject("status").set("userInfo", UserInfo.tree(call.user()));
    return submission.reply();
  }
}
