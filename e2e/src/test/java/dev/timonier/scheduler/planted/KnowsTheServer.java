package dev.timonier.scheduler.planted;

import dev.timonier.server.ApiServer;
import io.vertx.core.Vertx;

/// Breaks the rules of the house, to prove that they bite: a scheduler that knows the API server,
/// and a class that is no HTTP front and knows Vert.x.
public final class KnowsTheServer {
  private KnowsTheServer() {}

  public static void stop(ApiServer server, Vertx vertx) {
    server.close();
    vertx.close();
  }
}
