/// Holds pods to the Pod Security Standards that the labels of their namespaces ask for
/// (<https://kubernetes.io/docs/concepts/security/pod-security-admission/>). Read [PodSecurity]
/// first.
@NullMarked
package dev.timonier.server.admission.podsecurity;

import org.jspecify.annotations.NullMarked;
