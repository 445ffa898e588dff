package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Query;

/// Nothing that leads out of the server can be tried out.
final class DryRuns {
  private DryRuns() {}

  static void refuse(Query query) {
    if (!query.all("dryRun").isEmpty()) {
      throw ApiErrors.badRequest("dryRun is not supported");
    }
  }
}
