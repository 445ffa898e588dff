package dev.timonier.server.health;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.PlainError;
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
  private static final int UNWELL = 500;

  private final String name;
  private final List<HealthCheck> checks;
  private final HealthNotes notes;

  /// @param name `livez`, `readyz` or `healthz`
  public HealthHandler(String name, List<HealthCheck> checks, HealthNotes notes) {
    this.name = name;
    this.checks = checks;
    this.notes = notes;
  }

  @Override
  public Reply answer(ApiCall call) {
    var path = call.info().path().substring(1);
    return path.equals(name) ? all(call) : single(path.substring(name.length() + 1));
  }

  private Reply single(String checkName) {
    for (var check : checks) {
      if (check.name().equals(checkName)) {
        return check
            .fault()
            .get()
            .map(fault -> PlainError.of(UNWELL, "internal server error: " + fault))
            .orElseGet(() -> Reply.text(200, "ok"));
      }
    }
    return PlainError.notFound();
  }

  private Reply all(ApiCall call) {
    var excluded = new TreeSet<>(call.query().all("exclude"));
    var lines = new ArrayList<String>();
    var well = true;
    for (var check : checks) {
      if (excluded.remove(check.name())) {
        lines.add("[+]" + check.name() + " excluded: ok");
      } else {
        var found = check.fault().get().isEmpty() ? Health.SUCCESS : Health.ERROR;
        notes.checked(check.name(), name, found);
        lines.add(line(check, found));
        well &= found == Health.SUCCESS;
      }
    }
    if (!excluded.isEmpty()) {
      var names = excluded.stream().map(FieldError::quote).toList();
      lines.add(
          "warn: some health checks cannot be excluded: no matches for " + String.join(",", names));
    }
    return summary(call, lines, well);
  }

  private static String line(HealthCheck check, Health found) {
    return switch (found) {
      case SUCCESS -> "[+]" + check.name() + " ok";
      case ERROR -> "[-]" + check.name() + " failed: reason withheld";
    };
  }

  private Reply summary(ApiCall call, List<String> lines, boolean well) {
    if (!well) {
      return PlainError.of(UNWELL, String.join("\n", lines) + "\n" + name + " check failed");
    }
    return call.query().first("verbose").isPresent()
        ? text(String.join("\n", lines) + "\n" + name + " check passed\n")
        : text("ok");
  }

  private static Reply text(String text) {
    var headers =
        Headers.contentType("text/plain; charset=utf-8").set("X-Content-Type-Options", "nosniff");
    return new Reply.Complete(200, headers, text.getBytes(StandardCharsets.UTF_8));
  }
}
