/// What the kubelet reads out of a pod's specification: containers and their roles, names, restart
/// policies, grace periods, quality of service.
@NullMarked
package dev.timonier.nodeagent.spec;

import org.jspecify.annotations.NullMarked;
