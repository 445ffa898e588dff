package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.List;

/// Tells the client what the request's way has found worth a warning: `Warning: 299 - "…"`.
final class WarningHeaders implements Handler {
  private final Handler next;

  WarningHeaders(Handler next) {
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    var reply = answerOrFail(call);
    var texts = call.warnings().texts();
    if (!texts.isEmpty()) {
      tell(texts.stream().filter(WarningHeaders::isPlain).toList(), reply);
    }
    return reply;
  }

  private static void tell(List<String> texts, Reply reply) {
    for (var text : WarningBudget.spend(texts)) {
      reply.headers().add("Warning", "299 - " + quoted(text));
    }
  }

  private Reply answerOrFail(ApiCall call) {
    try {
      return next.answer(call);
    } catch (ApiException e) {
      return ErrorReply.of(call.request(), e);
    }
  }

  /// What a header cannot hold is not told.
  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.codePoints().allMatch(c -> Character.getType(c) != Character.CONTROL);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
