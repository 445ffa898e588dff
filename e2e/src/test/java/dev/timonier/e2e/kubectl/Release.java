package dev.timonier.e2e.kubectl;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Site;

/// The kubectls that each command is tried with.
enum Release {
  /// The one on the path.
  TODAY {
    @Override
    Kubectl at(Product cluster, String namespace) {
      return Kubectl.of(cluster, namespace + "-today");
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
    Kubectl at(Product cluster, String namespace) {
      return Kubectl.ofDebian(cluster, namespace + "-v1-20");
    }

    @Override
    String pruneList() {
      return "--prune-whitelist";
    }
  };

  /// At work in a namespace that no other release uses.
  abstract Kubectl at(Product cluster, String namespace);

  Kubectl at(Site site, String namespace) {
    return at(site.cluster(), namespace);
  }

  /// The option that says which kinds `apply --prune` may delete.
  abstract String pruneList();
}
