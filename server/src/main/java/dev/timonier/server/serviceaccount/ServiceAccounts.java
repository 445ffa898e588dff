package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.authn.TokenAuthenticator;
import dev.timonier.server.bootstrap.SystemObjects;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.verb.SubresourceHandler;
import dev.timonier.server.watchcache.WatchCache;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The identities of programs that run in the cluster
/// (<https://kubernetes.io/docs/concepts/security/service-accounts/>). A token is a JSON Web Token
/// that this server signs on request, for a while, bound to the object whose end is the token's
/// end:
///
/// ```
/// {"iss": "https://kubernetes.default.svc", "sub": "system:serviceaccount:shop:web",
///  "aud": ["https://kubernetes.default.svc"], "exp": …, "iat": …, "nbf": …, "jti": …,
///  "kubernetes.io": {"namespace": "shop", "serviceaccount": {"name": "web", "uid": …},
///                    "pod": {"name": "web-1", "uid": …}, "node": {"name": "n1", "uid": …}}}
/// ```
public final class ServiceAccounts {
  /// Who signs the tokens.
  public static final String ISSUER = "https://kubernetes.default.svc";

  /// What this server calls itself, for tokens that are to be shown to it.
  public static final List<String> AUDIENCES = List.of(ISSUER);

  static final GroupResource RESOURCE = new GroupResource("", "serviceaccounts");

  private final SigningKey key;
  private final BoundObjects objects;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// @param signingKey an RSA key, as PEM (PKCS #8)
  /// @param ids gives a new id for each token
  public ServiceAccounts(
      Path signingKey, WatchCache cache, Supplier<String> ids, InstantSource clock) {
    this.key = SigningKey.read(signingKey);
    this.objects = new BoundObjects(cache);
    this.ids = ids;
    this.clock = clock;
  }

  /// @param system notes on secrets that their tokens were used
  /// @param uses is told of each use
  public TokenAuthenticator tokens(SystemObjects system, Consumer<TokenUse> uses) {
    var bound = new BoundTokens(objects, uses, clock);
    var legacy = new SecretTokens(objects, new LastUse(system, clock), uses);
    return new ServiceAccountTokens(key, bound, legacy);
  }

  /// Answers `serviceaccounts/token`.
  public SubresourceHandler tokenRequests(FieldTracker tracker, Registry registry) {
    return new TokenRequests(key, objects, tracker, registry, ids, clock);
  }

  /// What is served to those who check tokens themselves, by path
  /// (<https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery>).
  public Map<String, Handler> discovery() {
    return IssuerDiscovery.handlers(key);
  }
}
