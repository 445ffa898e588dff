package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.GoDuration;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers requests that take too long: after a minute, or sooner when the client says so by
/// `timeout=`. Their work goes on, and what comes of it goes nowhere.
final class RequestDeadline implements Handler {
  private static final int GATEWAY_TIMEOUT = 504;
  private static final byte[] TIMEOUT =
      """
      {"metadata":{},"status":"Failure","message":"Timeout: request did not complete within the \
      allotted timeout","reason":"Timeout","details":{},"code":504}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Duration most;
  private final Deadlines deadlines;
  private final Terminations terminations;
  private final Handler next;

  RequestDeadline(Duration most, Time time, Terminations terminations, Handler next) {
    this.most = most;
    this.deadlines = new Deadlines(time);
    this.terminations = terminations;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    if (LongRunning.is(call.info())) {
      return next.answer(call);
    }
    var deadline = deadlines.after(limit(call), () -> expire(call));
    return UnderWay.answer(next, call, deadline::callOff);
  }

  private void expire(ApiCall call) {
    terminations.ended(call, GATEWAY_TIMEOUT);
    var headers =
        Headers.contentType("text/plain; charset=utf-8")
            .set("Audit-Id", call.auditId())
            .set("Cache-Control", "no-cache, private")
            .set("Connection", "close");
    call.request().connection().interrupt(new Reply.Complete(GATEWAY_TIMEOUT, headers, TIMEOUT));
  }

  /// What the client asks for counts when it is shorter.
  private Duration limit(ApiCall call) {
    var text = call.query().text("timeout");
    if (text.isEmpty()) {
      return most;
    }
    var asked = read(text);
    return asked.isPositive() && asked.compareTo(most) < 0 ? asked : most;
  }

  private static Duration read(String text) {
    try {
      return GoDuration.read(text);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.badRequest(
          "invalid timeout specified in the request URL - " + e.getMessage());
    }
  }
}
