/// Lets the controllers be known to the API server as what they are: each is a service account of
/// the namespace kube-system, with the rights of that account.
@NullMarked
package dev.timonier.cluster.account;

import org.jspecify.annotations.NullMarked;
