/// Deployments. Read [DeploymentStrategy] first.
@NullMarked
package dev.timonier.server.resource.apps.deployment;

import org.jspecify.annotations.NullMarked;
