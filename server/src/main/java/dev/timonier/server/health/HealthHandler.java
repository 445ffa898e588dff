package dev.timonier.server.health;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// `/livez`, `/readyz` and `/healthz`
/// (<https://kubernetes.io/docs/reference/using-api/health-checks/>): all checks, or one of them at
/// `/livez/<name>`.
public final class HealthHandler implements Handler {
  private final String name;
  private final List<HealthCheck> checks;

  /// @param name `livez`, `readyz` or `healthz`
  public HealthHandler(String name, List<HealthCheck> checks) {
    this.name = name;
    this.checks = checks;
  }

  @Override
  public Reply answer(ApiCall call) {
    var path = call.info().path();
    var single = path.substring(path.lastIndexOf('/') + 1);
    if (!single.equals(name)) {
      return single(single);
    }
    return all(call);
  }

  private Reply single(String checkName) {
    for (var check : checks) {
      if (check.name().equals(checkName)) {
        return check.isWell().getAsBoolean()
            ? text(200, "ok")
            : text(500, "internal server error: " + checkName + " failed: reason withheld\n");
      }
    }
    return Reply.text(404, "404 page not found\n");
  }

  private Reply all(ApiCall call) {
    var excluded = new TreeSet<>(call.query().all("exclude"));
    var lines = new ArrayList<String>();
    var well = true;
    for (var check : checks) {
      if (excluded.remove(check.name())) {
        lines.add("[+]" + check.name() + " excluded: ok");
      } else if (check.isWell().getAsBoolean()) {
        lines.add("[+]" + check.name() + " ok");
      } else {
        lines.add("[-]" + check.name() + " failed: reason withheld");
        well = false;
      }
    }
    if (!excluded.isEmpty()) {
      var names = excluded.stream().map(FieldError::quote).toList();
      lines.add(
          "warn: some health checks cannot be excluded: no matches for " + String.join(",", names));
    }
    return summary(call, lines, well);
  }

  private Reply summary(ApiCall call, List<String> lines, boolean well) {
    if (!well) {
      return text(500, String.join("\n", lines) + "\n" + name + " check failed\n");
    }
    return call.query().first("verbose").isPresent()
        ? text(200, String.join("\n", lines) + "\n" + name + " check passed\n")
        : text(200, "ok");
  }

  private static Reply text(int status, String text) {
    var headers =
        Headers.contentType("text/plain; charset=utf-8").set("X-Content-Type-Options", "nosniff");
    return new Reply.Complete(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }
}
