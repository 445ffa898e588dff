package dev.timonier.controllers;

import dev.timonier.controllers.certificates.SigningAuthority;
import dev.timonier.machinery.token.TokenSigner;
import java.util.Optional;

/// What the controllers hand out to those who are to trust the cluster, and to be trusted by it.
///
/// @param rootCa certificates in PEM that every namespace gets; none, and nothing is published
/// @param signing signs the requests for certificates; none, and they are left to others
/// @param tokens signs the tokens that lie in Secrets; none, and no Secret is filled
public record ClusterKeys(
    Optional<String> rootCa, Optional<SigningAuthority> signing, Optional<TokenSigner> tokens) {
  public static final ClusterKeys NONE =
      new ClusterKeys(Optional.empty(), Optional.empty(), Optional.empty());

  public ClusterKeys withRootCa(String certificates) {
    return new ClusterKeys(Optional.of(certificates), signing, tokens);
  }

  public ClusterKeys withSigning(SigningAuthority authority) {
    return new ClusterKeys(rootCa, Optional.of(authority), tokens);
  }

  public ClusterKeys withTokens(TokenSigner signer) {
    return new ClusterKeys(rootCa, signing, Optional.of(signer));
  }
}
