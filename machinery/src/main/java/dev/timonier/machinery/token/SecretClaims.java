package dev.timonier.machinery.token;

/// The claims of tokens that lie in Secrets of the type `kubernetes.io/service-account-token`:
/// whose they are, and in which Secret they lie.
public final class SecretClaims {
  /// Who says that it made such a token; tokens that were asked for name their server instead.
  public static final String ISSUER = "kubernetes/serviceaccount";

  /// What the names of these claims begin with.
  public static final String PREFIX = "kubernetes.io/serviceaccount/";

  /// The namespace of account and Secret.
  public static final String NAMESPACE = PREFIX + "namespace";

  /// The name of the Secret.
  public static final String SECRET = PREFIX + "secret.name";

  /// The name of the service account.
  public static final String ACCOUNT = PREFIX + "service-account.name";

  /// The uid of the service account.
  public static final String ACCOUNT_UID = PREFIX + "service-account.uid";

  private SecretClaims() {}
}
