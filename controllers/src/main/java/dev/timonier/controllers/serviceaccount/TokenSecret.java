package dev.timonier.controllers.serviceaccount;

import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What a Secret of the type `kubernetes.io/service-account-token` says.
final class TokenSecret {
  static final String TYPE = "kubernetes.io/service-account-token";
  static final String ACCOUNT = "kubernetes.io/service-account.name";
  static final String ACCOUNT_UID = "kubernetes.io/service-account.uid";
  private static final String TOKEN = "token";
  private static final String NAMESPACE = "namespace";
  private static final String AUTHORITY = "ca.crt";

  private TokenSecret() {}

  /// Follows all of them.
  static Informer<Secret> informer(ControllerContext context) {
    return context.informers().selecting(Secret.class, "type=" + TYPE);
  }

  private static String annotation(Secret secret, String name) {
    var annotations = secret.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }

  /// Whose token it is.
  static NamespacedName account(Secret secret) {
    return new NamespacedName(secret.getMetadata().getNamespace(), annotation(secret, ACCOUNT));
  }

  /// Whether a service account is the one that the Secret is for, and not a later one of its name.
  static boolean isOf(Secret secret, ServiceAccount account) {
    var uid = annotation(secret, ACCOUNT_UID);
    return uid.isEmpty() || uid.equals(account.getMetadata().getUid());
  }

  /// Whether a service account lists a Secret among its own.
  static boolean isNamedBy(ServiceAccount account, String secret) {
    return account.getSecrets().stream().anyMatch(r -> secret.equals(r.getName()));
  }

  /// What it lacks, in Base64.
  ///
  /// @param authority the certificate of the cluster's authority, as PEM; may be empty
  /// @param token makes a new one
  static Map<String, String> missing(Secret secret, String authority, Supplier<String> token) {
    var data = Objects.requireNonNullElse(secret.getData(), Map.<String, String>of());
    var missing = new HashMap<String, String>();
    if (!authority.isEmpty() && !encoded(authority).equals(data.get(AUTHORITY))) {
      missing.put(AUTHORITY, encoded(authority));
    }
    if (data.getOrDefault(NAMESPACE, "").isEmpty()) {
      missing.put(NAMESPACE, encoded(secret.getMetadata().getNamespace()));
    }
    if (data.getOrDefault(TOKEN, "").isEmpty()) {
      missing.put(TOKEN, encoded(token.get()));
    }
    return missing;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
