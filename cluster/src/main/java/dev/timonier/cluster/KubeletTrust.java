package dev.timonier.cluster;

import java.nio.file.Path;

/// Which kubelets an API server trusts to be what they say.
public sealed interface KubeletTrust {
  /// Those whose certificates the cluster's own authority has signed.
  record OwnAuthority() implements KubeletTrust {}

  /// Those whose certificates an authority of the file has signed.
  record Authority(Path file) implements KubeletTrust {}

  /// All of them.
  record Everyone() implements KubeletTrust {}
}
