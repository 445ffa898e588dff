package dev.timonier.server.filter;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.node.NodeIdentity;
import java.util.List;
import java.util.Optional;

/// The ways in which a user may act as another. All but the last bind the right to what is done:
/// who may `impersonate:serviceaccount` an account may do as that account only those verbs for
/// which it has `impersonate-on:serviceaccount:<verb>`, too.
enum ImpersonationMode {
  /// A service account plays the node that its pod is on.
  ASSOCIATED_NODE("associated-node"),
  ARBITRARY_NODE("arbitrary-node"),
  SERVICE_ACCOUNT("serviceaccount"),
  /// Everybody else.
  USER_INFO("user-info"),
  /// Whoever may `impersonate` someone may do all that that one may.
  LEGACY("");

  private final String word;

  ImpersonationMode(String word) {
    this.word = word;
  }

  /// What metrics call it.
  String label() {
    return isConstrained() ? word : "legacy";
  }

  boolean isConstrained() {
    return this != LEGACY;
  }

  /// The verb on whom is played.
  String verb() {
    return isConstrained() ? "impersonate:" + word : "impersonate";
  }

  /// The verb on what is done.
  String verbOn(String verb) {
    return "impersonate-on:" + word + ":" + verb;
  }

  /// Whether there is such a way from one user to another.
  boolean leads(User requestor, User wanted) {
    return switch (this) {
      case ASSOCIATED_NODE ->
          isBareNode(wanted)
              && ServiceAccountName.of(requestor.name()).isPresent()
              && node(wanted).map(List::of).equals(nodeOf(requestor));
      case ARBITRARY_NODE -> isBareNode(wanted);
      case SERVICE_ACCOUNT ->
          WantedUser.hasOnlyName(wanted) && ServiceAccountName.of(wanted.name()).isPresent();
      case USER_INFO -> !isNode(wanted) && ServiceAccountName.of(wanted.name()).isEmpty();
      case LEGACY -> true;
    };
  }

  private static boolean isBareNode(User wanted) {
    return isNode(wanted) && WantedUser.hasOnlyName(wanted);
  }

  static boolean isNode(User wanted) {
    return node(wanted).isPresent();
  }

  /// The name of the node that is to be played.
  static Optional<String> node(User wanted) {
    return NodeIdentity.named(wanted.name())
        .map(NodeIdentity::name)
        .filter(Format.DNS_SUBDOMAIN::accepts);
  }

  /// Where the pod runs whose token somebody has.
  private static Optional<List<String>> nodeOf(User requestor) {
    return Optional.ofNullable(requestor.extra().get(User.NODE_NAME));
  }
}
