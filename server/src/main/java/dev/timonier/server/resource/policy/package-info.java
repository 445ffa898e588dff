/// What is special about the kinds of the group policy
/// (<https://kubernetes.io/docs/tasks/run-application/configure-pdb/>).
@NullMarked
package dev.timonier.server.resource.policy;

import org.jspecify.annotations.NullMarked;
