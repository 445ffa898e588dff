/// What is special about the kinds of the group rbac.authorization.k8s.io
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/>).
@NullMarked
package dev.timonier.server.resource.rbac;

import org.jspecify.annotations.NullMarked;
