/// Decides what node agents may do: they see what the pods of their node use, and nothing else
/// (<https://kubernetes.io/docs/reference/access-authn-authz/node/>).
@NullMarked
package dev.timonier.server.authz.node;

import org.jspecify.annotations.NullMarked;
