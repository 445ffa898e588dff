package dev.timonier.server.authn;

import java.util.List;
import java.util.Map;

/// Who makes a request (<https://kubernetes.io/docs/reference/access-authn-authz/authentication/>).
///
/// @param uid empty where the authenticator knows none
/// @param extra what else the authenticator knows, such as the pod that a token is bound to
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  public static final String MASTERS = "system:masters";
  public static final String AUTHENTICATED = "system:authenticated";
  public static final String UNAUTHENTICATED = "system:unauthenticated";

  /// The extra attribute that tells what a user has shown: a token by its id, a certificate by its
  /// hash.
  public static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

  /// The extra attribute that tells where the pod runs whose token a service account shows.
  public static final String NODE_NAME = "authentication.kubernetes.io/node-name";

  public static final User ANONYMOUS =
      new User("system:anonymous", "", List.of(UNAUTHENTICATED), Map.of());

  /// The server itself, when it writes objects of its own accord.
  public static final User APISERVER = new User("system:apiserver", "", List.of(MASTERS), Map.of());

  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
