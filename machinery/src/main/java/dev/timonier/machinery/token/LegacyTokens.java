package dev.timonier.machinery.token;

/// How the use of tokens that lie in Secrets is noted
/// (<https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-cleaner>).
public final class LegacyTokens {
  /// The label of a Secret that says on which day its token was last used.
  public static final String LAST_USED = "kubernetes.io/legacy-token-last-used";

  /// The label of a Secret that says since which day its token is not accepted.
  public static final String INVALID_SINCE = "kubernetes.io/legacy-token-invalid-since";

  /// The ConfigMap in `kube-system` that says since which day use is noted.
  public static final String TRACKING = "kube-apiserver-legacy-service-account-token-tracking";

  private LegacyTokens() {}
}
