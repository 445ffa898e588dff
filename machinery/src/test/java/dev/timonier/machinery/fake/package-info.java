/// An API server in memory for tests of API clients: names, uids, revisions, finalizers, graceful
/// deletion, selectors, watches and discovery behave as in Kubernetes; nothing is validated.
@NullMarked
package dev.timonier.machinery.fake;

import org.jspecify.annotations.NullMarked;
