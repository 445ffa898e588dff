package dev.timonier.server.filter;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.Set;

/// Turns requests away while too many are under way; whose group is `system:masters` gets in all
/// the same.
final class InFlightLimit implements Handler {
  private static final Set<String> READ_ONLY = Set.of("get", "list", "watch");
  private static final int TOO_MANY_REQUESTS = 429;

  private final InFlight inFlight;
  private final RequestLimits limits;
  private final Terminations terminations;
  private final Handler next;

  InFlightLimit(InFlight inFlight, RequestLimits limits, Terminations terminations, Handler next) {
    this.inFlight = inFlight;
    this.limits = limits;
    this.terminations = terminations;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    if (LongRunning.is(call.info())) {
      return next.answer(call);
    }
    var readOnly = READ_ONLY.contains(call.info().verb());
    var count = readOnly ? inFlight.readOnly() : inFlight.mutating();
    if (count.enter(readOnly ? limits.readOnly() : limits.mutating())) {
      return UnderWay.answer(next, call, count::leave);
    }
    return call.user().isIn(User.MASTERS) ? next.answer(call) : refuse(call);
  }

  private Reply refuse(ApiCall call) {
    terminations.ended(call, TOO_MANY_REQUESTS);
    var reply = PlainError.of(TOO_MANY_REQUESTS, "Too many requests, please try again later.");
    reply.headers().set("Retry-After", "1");
    return reply;
  }
}
