package dev.timonier.cluster.account;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.util.concurrent.CompletableFuture;

/// Shows the token of a service account with each request of a client.
final class AccountCredentials implements Interceptor {
  private static final String HEADER = "Authorization";
  private static final String SCHEME = "Bearer ";

  private final AccountToken token;

  AccountCredentials(AccountToken token) {
    this.token = token;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    builder.setHeader(HEADER, SCHEME + token.get());
  }

  /// A token may have become invalid before its time, when someone deleted the account: it is tried
  /// once with another.
  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED) {
      return CompletableFuture.completedFuture(false);
    }
    var shown = response.request().header(HEADER);
    if (shown != null) {
      token.refused(shown.substring(SCHEME.length()));
    }
    var fresh = SCHEME + token.get();
    builder.setHeader(HEADER, fresh);
    return CompletableFuture.completedFuture(!fresh.equals(shown));
  }
}
