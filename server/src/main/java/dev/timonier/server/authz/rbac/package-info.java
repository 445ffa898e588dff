/// Decides by the roles that users are bound to
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/>).
@NullMarked
package dev.timonier.server.authz.rbac;

import org.jspecify.annotations.NullMarked;
