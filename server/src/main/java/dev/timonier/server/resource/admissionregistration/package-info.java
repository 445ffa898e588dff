/// What is special about the kinds of the group admissionregistration.k8s.io
/// (<https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/>).
@NullMarked
package dev.timonier.server.resource.admissionregistration;

import org.jspecify.annotations.NullMarked;
