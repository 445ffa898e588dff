package dev.timonier.e2e.kubectl;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Site;

/// The kubectls that each command is tried with.
enum Release {
  /// The one on the path.
  TODAY {
    @Override
    Kubectl at(Site site, String namespace) {
      return Kubectl.of(site.cluster(), namespace + "-today");
    }

    @Override
    String pruneList() {
      return "--prune-allowlist";
    }
  },
  /// Debian's, of Kubernetes 1.20. It has some commands less, and some of its own ask for versions
  /// of the API that are gone.
  V1_20 {
    @Override
    Kubectl at(Site site, String namespace) {
      return Kubectl.ofDebian(site.cluster(), namespace + "-v1-20");
    }

    @Override
    String pruneList() {
      return "--prune-whitelist";
    }
  };

  /// At work in a namespace that no other release uses.
  abstract Kubectl at(Site site, String namespace);

  /// The option that says which kinds `apply --prune` may delete.
  abstract String pruneList();
}
