/// What is special about the kinds of the group certificates.k8s.io
/// (<https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/>).
@NullMarked
package dev.timonier.server.resource.certificates;

import org.jspecify.annotations.NullMarked;
